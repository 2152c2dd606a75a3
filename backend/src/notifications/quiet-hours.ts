import { z } from "zod";

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** No zone changes its clocks by more at once. */
const CLOCK_CHANGE_MAX_MS = 2 * 60 * MINUTE_MS;

export const QuietHours = z.strictObject({
  zone: z.string().refine(isZone, "is no time zone, e.g. Europe/Berlin"),
  from: z.string().regex(TIME, 'must be a time such as "22:00"'),
  to: z.string().regex(TIME, 'must be a time such as "07:00"'),
  except_critical: z.boolean().default(true),
});
export type QuietHours = z.infer<typeof QuietHours>;

/** When the quiet ends, on the minute; null when it is not quiet now. */
export function quietUntil({ zone, from, to }: QuietHours, now: Date): Date | null {
  const minuteOfDay = clockOn(zone);
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const isQuiet = (at: number) => {
    const minute = minuteOfDay(at);
    return start <= end ? minute >= start && minute < end : minute >= start || minute < end;
  };
  const nowMs = now.getTime();
  if (!isQuiet(nowMs)) return null;
  const wholeMinute = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const byClock = wholeMinute + ((end - minuteOfDay(nowMs) + DAY_MINUTES) % DAY_MINUTES) * MINUTE_MS;
  // Clocks may be changed in between, over the very minute at which the quiet ends.
  let until = Math.max(wholeMinute, byClock - CLOCK_CHANGE_MAX_MS) + MINUTE_MS;
  while (isQuiet(until)) until += MINUTE_MS;
  return new Date(until);
}

/** What a clock on a wall there shows, as minutes since midnight. */
function clockOn(timeZone: string): (at: number) => number {
  const shown = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return (at) => minutesOf(shown.format(at));
}

function minutesOf(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
