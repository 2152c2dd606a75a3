import { setTimeout as sleep } from "node:timers/promises";
import { errorMessage, PipewrightError } from "@pipewright/contract/errors";
import { SlackButton, type SlackInteraction } from "@pipewright/contract/notifications-slack";
import type { RiskTier } from "@pipewright/contract/risk";
import type { Logger } from "pino";
import { cleanLine } from "./clean-words.ts";
import { onceEachPress } from "./once-each-press.ts";
import { APPROVE, REJECT } from "./slack-blocks.ts";
import type { SlackBot } from "./slack-bot.ts";

/** Slack waits three seconds. */
const EMAIL_MS = 1500;
const CHANGED = "The fix has changed since it was shown, and nothing was done. Look at it as it is now with View.";

export interface SlackAnswerDependencies {
  bot: Pick<SlackBot, "whisper" | "emailOf">;
  /** User ids or e-mail addresses of those who may answer; after `=` the name that Pipewright knows them by. */
  approvers: readonly string[];
  /** Whether Pipewright lets the person of this name answer. */
  mayAnswer(name: string): Promise<boolean>;
  approve(command: { approvalId: string; digest: string; by: string }): Promise<unknown>;
  reject(command: { approvalId: string; reason: string; by: string }): Promise<unknown>;
  /** The open question; undefined when there is none with this id. */
  findPending(approvalId: string): Promise<{ digest: string; tier: RiskTier; needed: number } | undefined>;
  redact(text: string): string;
  log: Pick<Logger, "info" | "warn">;
}

/** Takes what somebody pressed in Slack. What is refused is told to that person alone. */
export function answerFromSlack(
  dependencies: SlackAnswerDependencies,
): (interaction: SlackInteraction) => Promise<void> {
  const once = onceEachPress();
  return async (interaction) => {
    const { type, user, actions: [action] = [] } = interaction;
    if (type !== "block_actions" || user === undefined || action === undefined) return;
    if (action.action_id !== APPROVE && action.action_id !== REJECT) return;
    const { action_id, action_ts } = action;
    const key = action_ts === undefined ? undefined : JSON.stringify([user.id, action_id, action.value, action_ts]);
    await once(key, () => take(dependencies, interaction, user, action));
  };
}

type User = NonNullable<SlackInteraction["user"]>;
type Action = NonNullable<SlackInteraction["actions"]>[number];

async function take(
  dependencies: SlackAnswerDependencies,
  { channel }: SlackInteraction,
  user: User,
  action: Action,
): Promise<void> {
  const { bot, approve, reject, findPending, redact, log } = dependencies;
  const tell = (text: string) => {
    if (channel === undefined) return;
    bot.whisper(channel.id, user.id, text).catch((error: unknown) => {
      log.warn({ user: user.id, reason: redact(errorMessage(error)) }, "a refusal did not reach its person in Slack");
    });
  };
  const approver = await findApprover(dependencies, user.id);
  if (approver === undefined) {
    return tell(
      `You may not answer for Pipewright yet, and nothing was done. Ask its operator to add ${user.id} to SLACK_APPROVERS, or sign in to the console with View.`,
    );
  }
  if (approver.name !== undefined && !(await dependencies.mayAnswer(approver.name))) {
    return tell(
      `Pipewright does not let ${cleanLine(approver.name)} answer: they only read there, or were let go. Nothing was done. Its operator can change that.`,
    );
  }
  const button = readButton(action.value);
  if (button === undefined)
    return tell("This button cannot be read, and nothing was done. Open the console with View.");
  const { approvalId, digest } = button;
  const by = approver.name ?? `${cleanLine(user.username ?? user.name ?? "somebody").slice(0, 80)} (Slack ${user.id})`;
  try {
    const pending = await findPending(approvalId);
    if (pending?.tier === "high" || pending?.tier === "critical") {
      return tell(
        `The risk is ${pending.tier}. Such a fix is approved in the console alone; nothing was done. Open it with View.`,
      );
    }
    if (pending !== undefined && pending.needed > 1 && approver.name === undefined) {
      return tell(
        `Several people must approve this, and Pipewright must know who you are; nothing was done. Ask its operator to write ${user.id}=your-name in SLACK_APPROVERS, or open it with View.`,
      );
    }
    if (action.action_id === APPROVE) await approve({ approvalId, digest, by });
    else if (pending !== undefined && pending.digest !== digest) {
      return tell(CHANGED);
    } else await reject({ approvalId, reason: "Rejected in Slack", by });
  } catch (error) {
    if (!(error instanceof PipewrightError) || error.status >= 500) throw error;
    tell(error.code === "superseded" ? CHANGED : error.message);
  }
}

interface Approver {
  /** A user id or an e-mail address. */
  who: string;
  /** As Pipewright knows that person; absent: not at all. */
  name?: string | undefined;
}

async function findApprover({ bot, approvers }: SlackAnswerDependencies, user: string): Promise<Approver | undefined> {
  const known = approvers.map(readApprover);
  const byId = known.find(({ who }) => who === user);
  if (byId !== undefined || !known.some(({ who }) => who.includes("@"))) return byId;
  const email = await Promise.race([bot.emailOf(user), sleep(EMAIL_MS, undefined, { ref: false })]);
  return email === undefined ? undefined : known.find(({ who }) => who.toLowerCase() === email);
}

function readApprover(entry: string): Approver {
  const [who = "", name] = entry.split("=", 2).map((part) => part.trim());
  return { who, name: name || undefined };
}

function readButton(value = ""): SlackButton | undefined {
  try {
    return SlackButton.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}
