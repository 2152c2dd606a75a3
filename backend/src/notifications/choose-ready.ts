import type { OutboxRecord } from "./outbox-model.ts";
import type { Rules } from "./rules.ts";

/** A burst that goes on is waited for up to so many times the usual. */
const PATIENCE = 6;
/** After a digest, what comes next is gathered for so long. ms. */
export const AFTER_DIGEST_MS = 300_000;

export type Ready =
  | { send: "nothing"; until: Date | null }
  | { send: "each"; records: OutboxRecord[] }
  | { send: "digest"; because: "burst" | "quiet_hours"; records: OutboxRecord[] };

/**
 * What to do with what has gathered: wait while more may come, send each by itself, or all in one digest.
 * @param gathering whose time has come, the oldest first
 */
export function chooseReady(
  gathering: OutboxRecord[],
  { digest, lastDigestAt, now }: { digest: Rules["digest"]; lastDigestAt: Date | undefined; now: Date },
): Ready {
  const times = gathering.map(({ dueAt }) => dueAt.getTime());
  const [oldest] = times;
  const newest = times.at(-1);
  if (oldest === undefined || newest === undefined) return { send: "nothing", until: null };
  const gatherMs = digest.within_seconds * 1000;
  const wasDigest = lastDigestAt !== undefined && now.getTime() - lastDigestAt.getTime() < AFTER_DIGEST_MS;
  const usual = Math.min(newest + gatherMs, oldest + PATIENCE * gatherMs);
  const until = wasDigest && gathering.length > 1 ? Math.max(usual, lastDigestAt.getTime() + AFTER_DIGEST_MS) : usual;
  if (now.getTime() < until) return { send: "nothing", until: new Date(until) };
  if (gathering.length > 1 && gathering.some(({ held }) => held)) {
    return { send: "digest", because: "quiet_hours", records: gathering };
  }
  if (gathering.length > digest.more_than) return { send: "digest", because: "burst", records: gathering };
  return { send: "each", records: gathering };
}
