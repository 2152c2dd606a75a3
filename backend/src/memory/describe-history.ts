import { type History, SEEN_MAX } from "./history.ts";

/** E.g. `Seen 4 times before, last fixed by #212, 3 of 3 times green`. Undefined for a failure that is new. */
export function describeHistory({ seen, fixed, undone, flaky }: History): string | undefined {
  if (seen === 0) return flaky ? "New, but the step has passed and failed at this commit" : undefined;
  const parts = [`Seen ${times(seen)} before`];
  if (fixed) {
    parts.push(`last fixed by ${fixed.name}`);
    parts.push(`${fixed.greenTimes} of ${fixed.triedTimes} times green`);
  } else parts.push("never fixed");
  if (undone) parts.push(`${undone.name} was ${UNDONE[undone.fate]}`);
  if (flaky) parts.push("it has passed and failed at one commit");
  return parts.join(", ");
}

const UNDONE = { closed: "closed without being merged", reverted: "reverted afterwards" } as const;

function times(count: number): string {
  if (count === 1) return "once";
  return count < SEEN_MAX ? `${count} times` : `${SEEN_MAX} times or more`;
}
