import { errorMessage } from "@pipewright/contract/errors";
import type { HealthPart } from "@pipewright/contract/health";

/** A target as far as it can be looked at. */
export interface CheckedTarget {
  /** Says what is there, without telling anybody. @throws what is wrong with it */
  check(signal: AbortSignal): Promise<string>;
  /** How its messages fare; absent where no server runs. */
  status?: (() => Promise<MessageStatus>) | undefined;
}

interface MessageStatus {
  waiting: number;
  failuresInRow: number;
  lastSuccessAt?: Date;
  lastFailureAt?: Date;
  lastFailure?: string;
  givenUp: number;
  givenUpReason?: string;
}

const NOBODY: HealthPart = {
  status: "ok",
  kind: "none",
  message: "Nobody is told outside of the console",
  advice:
    "To be told, set SLACK_BOT_TOKEN, SLACK_WEBHOOK_URL, WEBHOOK_URLS or SMTP_URL; docs/notifications.md has the steps.",
  snippet: "SLACK_WEBHOOK_URL=https://hooks.slack.com/services/...",
};

/** That nobody is told is a choice, not a fault. */
export async function checkNoNotification(): Promise<HealthPart> {
  return NOBODY;
}

/** Whether people can be told there. Nothing waits for it, so nothing is ever down for it. */
export async function checkNotification(
  kind: string,
  targets: readonly CheckedTarget[],
  signal: AbortSignal,
): Promise<HealthPart> {
  const looked = await Promise.all(targets.map((target) => lookAt(target, signal)));
  const isOk = looked.every(({ ok }) => ok);
  const message = looked.map(({ words }) => words).join("; ");
  if (isOk) return { status: "ok", kind, message };
  return {
    status: "degraded",
    kind,
    message,
    advice: "Messages are kept and tried again for a day. Test sends one now.",
  };
}

async function lookAt({ check, status }: CheckedTarget, signal: AbortSignal): Promise<{ ok: boolean; words: string }> {
  const [there, sent] = await Promise.all([
    check(signal).then(
      (words) => ({ ok: true, words }),
      (error: unknown) => ({ ok: false, words: errorMessage(error) }),
    ),
    status?.(),
  ]);
  if (sent === undefined) return there;
  const isFailing = sent.failuresInRow > 0;
  const words = [
    there.words,
    ...(sent.lastSuccessAt ? [`last told at ${readable(sent.lastSuccessAt)}`] : []),
    ...(isFailing && sent.lastFailureAt
      ? [`not taken at ${readable(sent.lastFailureAt)}: ${sent.lastFailure ?? "no reason"}`]
      : []),
    ...(sent.waiting > 0 ? [`${sent.waiting} waiting`] : []),
    ...(sent.givenUp > 0 ? [`${sent.givenUp} given up in a week (${sent.givenUpReason ?? "no reason"})`] : []),
  ];
  return { ok: there.ok && !isFailing && sent.givenUp === 0, words: words.join(", ") };
}

function readable(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
