import type { IncidentNotification, Notification } from "@pipewright/contract/notifications";
import type { SlackButton } from "@pipewright/contract/notifications-slack";
import type { Button, KnownBlock, MrkdwnElement, PlainTextElement, SectionBlock } from "@slack/types";
import { shorten } from "./clean-words.ts";
import { escapeMrkdwn } from "./escape-mrkdwn.ts";
import { localTimes } from "./slack-dates.ts";
import { causeLine, deliveredWords, facts, headline, outcome, reviewWords } from "./words.ts";

export const APPROVE = "pipewright_approve";
export const REJECT = "pipewright_reject";
export const VIEW = "pipewright_view";

const HEADER_MAX = 150;
const SECTION_MAX = 2900;
const CAUSE_MAX = 250;
const LINK_MAX = 3000;

export interface SlackText {
  /** For notifications and screen readers. */
  text: string;
  blocks: KnownBlock[];
}

/** The message as Slack shows it. Buttons that decide are only there where somebody can answer from Slack. */
export function slackText(notification: Notification, options: { repeats: number; canAnswer: boolean }): SlackText {
  const title = headline(notification);
  const blocks = [
    { type: "header" as const, text: plain(shorten(title, HEADER_MAX)) },
    ...bodyOf(notification, options),
  ];
  return { text: escapeMrkdwn(title), blocks };
}

function bodyOf(notification: Notification, options: { repeats: number; canAnswer: boolean }): KnownBlock[] {
  if (notification.kind === "test") return [section("A test that somebody asked for in the settings.")];
  if (notification.kind === "digest") {
    const causes = notification.causes.map((cause) =>
      section(`• ${escapeMrkdwn(shorten(causeLine(cause), CAUSE_MAX))} <${address(cause.link)}|${reviewWords(cause)}>`),
    );
    const others = notification.causeCount - notification.causes.length;
    const more = others > 0 ? [section(`And ${others} more ${others === 1 ? "cause" : "causes"}.`)] : [];
    return [...causes, ...more, { type: "actions", elements: [view(notification.link)] }];
  }
  return incidentBlocks(notification, options);
}

function incidentBlocks(
  notification: IncidentNotification,
  { repeats, canAnswer }: { repeats: number; canAnswer: boolean },
) {
  const { diagnosis, fix, links, incident, kind } = notification;
  const shown = facts(notification).map(({ name, value }) => mrkdwn(`*${name}*\n${escapeMrkdwn(value)}`));
  const end = outcome(notification);
  const asks = kind === "decision_waiting" || kind === "escalated";
  const blocks: KnownBlock[] = [];
  if (diagnosis && diagnosis.rootCause !== "")
    blocks.push(section(`*What broke*\n${escapeMrkdwn(diagnosis.rootCause)}`));
  if (fix)
    blocks.push(section(`*Recommended fix*\n${escapeMrkdwn([fix.summary, fix.why].filter(Boolean).join("\n"))}`));
  blocks.push({ type: "section", fields: shown });
  if (end !== "") blocks.push(section(localTimes(escapeMrkdwn(end))));
  if (repeats > 0)
    blocks.push(
      section(`The same failure came ${repeats} more ${repeats === 1 ? "time" : "times"}; each waits in the console.`),
    );
  blocks.push({ type: "context", elements: [mrkdwn(linksOf(notification))] });
  const { delivery } = notification;
  const buttons = [
    ...(asks && canAnswer ? answerButtons(notification) : []),
    view(links.decision),
    ...(delivery?.url ? [link("pipewright_pull_request", deliveredWords(delivery), delivery.url)] : []),
  ];
  blocks.push({ type: "actions", block_id: `pipewright-${incident.id}`, elements: buttons });
  return blocks;
}

/** High risk is approved in the console alone, where the change is seen and the confirmation typed. */
export function canAnswerInSlack({ approval, risk, fix }: IncidentNotification): boolean {
  const isLow = risk?.tier === "low" || risk?.tier === "medium";
  return (
    approval?.status === "pending" && isLow && fix !== undefined && ["script", "patch", "rerun"].includes(fix.kind)
  );
}

function answerButtons(notification: IncidentNotification): Button[] {
  const { approval, fix, incident, risk } = notification;
  if (approval === undefined || fix === undefined || !canAnswerInSlack(notification)) return [];
  const value = JSON.stringify({ approvalId: approval.id, digest: approval.digest } satisfies SlackButton);
  const summary = shorten(`${fix.summary} — in ${incident.repo}, risk ${risk?.tier ?? "unknown"}.`, 280);
  return [
    {
      type: "button",
      action_id: APPROVE,
      style: "primary",
      text: plain("Approve"),
      value,
      confirm: {
        title: plain("Run exactly this fix?"),
        text: plain(summary),
        confirm: plain("Approve"),
        deny: plain("Not now"),
      },
    },
    {
      type: "button",
      action_id: REJECT,
      style: "danger",
      text: plain("Reject"),
      value,
      confirm: {
        title: plain("Reject this fix?"),
        text: plain("Nothing is run, and the incident ends. To ask for another fix, use View."),
        confirm: plain("Reject"),
        deny: plain("Not now"),
      },
    },
  ];
}

function view(url: string): Button {
  return link(VIEW, "View", url);
}

function link(actionId: string, text: string, url: string): Button {
  return { type: "button", action_id: actionId, text: plain(text), url: url.slice(0, LINK_MAX) };
}

function linksOf({ links, incident }: IncidentNotification): string {
  const named = [
    `<${address(links.evidence)}|Evidence in the log>`,
    ...(incident.runUrl ? [`<${address(incident.runUrl)}|Run>`] : []),
  ];
  return named.join(" · ");
}

/** An address between `<` and `|` may hold neither. */
function address(url: string): string {
  return new URL(url).href
    .replaceAll("|", "%7C")
    .replaceAll("<", "%3C")
    .replaceAll(">", "%3E")
    .replaceAll("&", "&amp;");
}

function section(text: string): SectionBlock {
  return { type: "section", text: mrkdwn(shorten(text, SECTION_MAX)) };
}

function mrkdwn(text: string): MrkdwnElement {
  return { type: "mrkdwn", text, verbatim: true };
}

function plain(text: string): PlainTextElement {
  return { type: "plain_text", text, emoji: false };
}
