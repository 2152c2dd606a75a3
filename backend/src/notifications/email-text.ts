import type { Notification } from "@pipewright/contract/notifications";
import { cleanLine } from "./clean-words.ts";
import { causeLine, deliveredWords, facts, headline, outcome, reviewWords } from "./words.ts";

export interface EmailText {
  subject: string;
  text: string;
  html: string;
}

interface Part {
  heading?: string;
  /** Paragraphs. */
  lines: string[];
  links?: { name: string; url: string }[];
}

/** The message as an e-mail, in plain text and in the simplest HTML. */
export function emailText(notification: Notification, repeats: number): EmailText {
  const title = cleanLine(headline(notification));
  const parts = partsOf(notification, repeats);
  return { subject: `[Pipewright] ${title}`, text: renderText(title, parts), html: renderHtml(title, parts) };
}

function partsOf(notification: Notification, repeats: number): Part[] {
  if (notification.kind === "test") return [{ lines: ["A test that somebody asked for in the settings."] }];
  if (notification.kind === "digest") {
    return [
      ...notification.causes.map((cause) => ({
        lines: [causeLine(cause)],
        links: [{ name: reviewWords(cause), url: cause.link }],
      })),
      { lines: [], links: [{ name: "Open the console", url: notification.link }] },
    ];
  }
  const { diagnosis, fix, links, incident, delivery, approval } = notification;
  const again = repeats > 0 ? [`The same failure came ${repeats} more times; each waits in the console.`] : [];
  return [
    ...(diagnosis?.rootCause ? [{ heading: "What broke", lines: diagnosis.rootCause.split("\n") }] : []),
    ...(fix ? [{ heading: "Recommended fix", lines: [fix.summary, ...fix.why.split("\n")] }] : []),
    { lines: facts(notification).map(({ name, value }) => `${name}: ${value}`) },
    { lines: [outcome(notification), ...again] },
    {
      lines: [],
      links: [
        { name: approval?.status === "pending" ? "View and decide" : "View", url: links.decision },
        { name: "Evidence in the log", url: links.evidence },
        ...(incident.runUrl ? [{ name: "Run", url: incident.runUrl }] : []),
        ...(delivery?.url ? [{ name: deliveredWords(delivery), url: delivery.url }] : []),
      ],
    },
  ];
}

function renderText(title: string, parts: readonly Part[]): string {
  const blocks = parts.map(({ heading, lines, links = [] }) =>
    [
      ...(heading ? [`${heading}:`] : []),
      ...lines.filter(Boolean),
      ...links.map(({ name, url }) => `${name}: ${url}`),
    ].join("\n"),
  );
  return `${[title, ...blocks.filter(Boolean)].join("\n\n")}\n`;
}

function renderHtml(title: string, parts: readonly Part[]): string {
  const blocks = parts.map(({ heading, lines, links = [] }) =>
    [
      heading ? `<h3>${escapeHtml(heading)}</h3>` : "",
      lines.some(Boolean) ? `<p>${lines.filter(Boolean).map(escapeHtml).join("<br>")}</p>` : "",
      ...links.map(({ name, url }) => `<p><a href="${escapeHtml(new URL(url).href)}">${escapeHtml(name)}</a></p>`),
    ].join(""),
  );
  return `<!doctype html><html><body><h2>${escapeHtml(title)}</h2>${blocks.join("")}</body></html>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
