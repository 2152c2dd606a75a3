import { setTimeout as sleep } from "node:timers/promises";
import { errorMessage, PipewrightError } from "@pipewright/contract/errors";
import { SlackButton, type SlackInteraction } from "@pipewright/contract/notifications-slack";
import type { RiskTier } from "@pipewright/contract/risk";
import type { Logger } from "pino";
import { cleanLine } from "./clean-words.ts";
import { APPROVE, REJECT } from "./slack-blocks.ts";
import type { SlackBot } from "./slack-bot.ts";

/** Slack waits three seconds. */
const EMAIL_MS = 1500;

export interface SlackAnswerDependencies {
  bot: Pick<SlackBot, "whisper" | "emailOf">;
  /** User ids or e-mail addresses of those who may answer. */
  approvers: readonly string[];
  approve(command: { approvalId: string; digest: string; by: string }): Promise<unknown>;
  reject(command: { approvalId: string; reason: string; by: string }): Promise<unknown>;
  /** The open question; undefined when there is none with this id. */
  findPending(approvalId: string): Promise<{ digest: string; tier: RiskTier } | undefined>;
  redact(text: string): string;
  log: Pick<Logger, "info" | "warn">;
}

/** Takes what somebody pressed in Slack. What is refused is told to that person alone. */
export function answerFromSlack(
  dependencies: SlackAnswerDependencies,
): (interaction: SlackInteraction) => Promise<void> {
  const { bot, approve, reject, findPending, redact, log } = dependencies;
  return async ({ type, user, channel, actions = [] }) => {
    const [action] = actions;
    if (type !== "block_actions" || user === undefined || action === undefined) return;
    if (action.action_id !== APPROVE && action.action_id !== REJECT) return;
    const tell = (text: string) => {
      if (channel === undefined) return;
      bot.whisper(channel.id, user.id, text).catch((error: unknown) => {
        log.warn({ user: user.id, reason: redact(errorMessage(error)) }, "a refusal did not reach its person in Slack");
      });
    };
    if (!(await mayAnswer(dependencies, user.id))) {
      return tell(
        `You may not answer for Pipewright yet, and nothing was done. Ask its operator to add ${user.id} to SLACK_APPROVERS, or sign in to the console with View.`,
      );
    }
    const button = readButton(action.value);
    if (button === undefined)
      return tell("This button cannot be read, and nothing was done. Open the console with View.");
    const { approvalId, digest } = button;
    const by = `${cleanLine(user.username ?? user.name ?? "somebody").slice(0, 80)} (Slack ${user.id})`;
    try {
      const pending = await findPending(approvalId);
      if (pending?.tier === "high" || pending?.tier === "critical") {
        return tell(
          `The risk is ${pending.tier}. Such a fix is approved in the console alone; nothing was done. Open it with View.`,
        );
      }
      if (action.action_id === APPROVE) await approve({ approvalId, digest, by });
      else if (pending !== undefined && pending.digest !== digest) {
        return tell("The fix has changed since it was shown, and nothing was done. Open the console with View.");
      } else await reject({ approvalId, reason: "Rejected in Slack", by });
    } catch (error) {
      if (!(error instanceof PipewrightError) || error.status >= 500) throw error;
      tell(error.message);
    }
  };
}

async function mayAnswer({ bot, approvers }: SlackAnswerDependencies, user: string): Promise<boolean> {
  if (approvers.includes(user)) return true;
  const emails = approvers.filter((each) => each.includes("@")).map((each) => each.toLowerCase());
  if (emails.length === 0) return false;
  const email = await Promise.race([bot.emailOf(user), sleep(EMAIL_MS, undefined, { ref: false })]);
  return email !== undefined && emails.includes(email);
}

function readButton(value = ""): SlackButton | undefined {
  try {
    return SlackButton.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}
