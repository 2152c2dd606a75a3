import { z } from "zod";

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

export const QuietHours = z.strictObject({
  zone: z.string().refine(isZone, "is no time zone, e.g. Europe/Berlin"),
  from: z.string().regex(TIME, 'must be a time such as "22:00"'),
  to: z.string().regex(TIME, 'must be a time such as "07:00"'),
  except_critical: z.boolean().default(true),
});
export type QuietHours = z.infer<typeof QuietHours>;

/** When the quiet ends, on the minute; null when it is not quiet now. */
export function quietUntil({ zone, from, to }: QuietHours, now: Date): Date | null {
  const minute = minuteOfDay(now, zone);
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const isQuiet = start <= end ? minute >= start && minute < end : minute >= start || minute < end;
  if (!isQuiet) return null;
  const wholeMinute = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const guess = new Date(wholeMinute + ((end - minute + DAY_MINUTES) % DAY_MINUTES) * MINUTE_MS);
  // Clocks may be changed in between: what they show then says by how much.
  const off = minuteOfDay(guess, zone) - end;
  return new Date(
    guess.getTime() -
      (off > DAY_MINUTES / 2 ? off - DAY_MINUTES : off < -DAY_MINUTES / 2 ? off + DAY_MINUTES : off) * MINUTE_MS,
  );
}

function minuteOfDay(at: Date, zone: string): number {
  const shown = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return minutesOf(shown.format(at));
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
