const MS_PER_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** "retry in 12.5s", "try again in 1m20s", "retry after 20 seconds", `"retryDelay": "17s"`. */
const IN_WORDS =
  /(?:(?:re)?try(?:ing)?(?:\s+again)?\s+(?:in|after)|retry[_-]?(?:delay|after)"?\s*[:=])\s*"?((?:\d+(?:\.\d+)?\s*(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h)\b\s*)+|(?:\d+(?:\.\d+)?(?:ms|[smh]))+)/i;
const DURATION = /(\d+(?:\.\d+)?)\s*(ms|milli|[smh])/gi;

/** How long the model's own words ask to wait, in ms; undefined when they do not say. */
export function readRetryWords(text: string): number | undefined {
  const words = IN_WORDS.exec(text)?.[1];
  if (words === undefined) return undefined;
  let total = 0;
  for (const [, amount, unit] of words.matchAll(DURATION)) {
    total += Number(amount) * (MS_PER_UNIT[unit?.toLowerCase().replace("milli", "ms") ?? "s"] ?? 0);
  }
  return Math.ceil(total);
}

/** The HTTP `Retry-After` header in ms: seconds or a date (RFC 9110, 10.2.3); undefined when it is neither. */
export function readRetryAfter(header: string | null | undefined, now: Date): number | undefined {
  if (!header) return undefined;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Math.ceil(Number(header) * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
