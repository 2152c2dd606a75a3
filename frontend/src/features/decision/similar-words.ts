import type { EarlierFix, Similar, Undone } from "@pipewright/contract/similar";
import { formatCount } from "../../lib/format-number.ts";
import { withoutIds } from "../../lib/without-ids.ts";

const SO_MANY_OR_MORE = 1000;

export const OUTCOME_WORDS: Record<EarlierFix["outcome"], string> = {
  proven: "green",
  unproven: "not proven",
  refuted: "did not hold",
};

/** True when the past may change a person's mind. */
export function isWorthTelling({ seen, flaky, near }: Pick<Similar, "seen" | "flaky" | "near">): boolean {
  return seen > 0 || flaky || near.length > 0;
}

/** What fixed it, by the name that people know it under; nobody knows an incident by its id. */
export function nameOf({ name, incidentId }: Pick<EarlierFix, "name" | "incidentId">): string {
  return withoutIds(name.replace(`incident ${incidentId}`, "an earlier incident"));
}

/** `Seen 3 times before`. */
export function seenWords({ seen }: Pick<Similar, "seen">): string {
  if (seen === 0) return "Not seen in this repository before";
  const times = formatCount(seen, "time", "times");
  return seen >= SO_MANY_OR_MORE ? `Seen ${times} or more before` : `Seen ${times} before`;
}

/** `3 of 3 times green`. */
export function greenWords({ greenTimes, triedTimes }: NonNullable<Similar["fixed"]>): string {
  return `${greenTimes} of ${formatCount(triedTimes, "time", "times")} green`;
}

/** Of what people did not want: `closed without a merge`. */
export const UNDONE_WORDS: Record<Undone["fate"], string> = {
  closed: "closed without a merge",
  reverted: "reverted afterwards",
};

/** `2 fixes for it were rejected`. */
export function rejectedWords({ rejectedDigests: { length } }: Pick<Similar, "rejectedDigests">): string {
  return `${formatCount(length, "fix for it was", "fixes for it were")} rejected`;
}

/** Why the known fix is not to be relied on: it was delivered and the failure is back, or several did not hold. */
export function warningWords(
  { returned, notHeld, fixed }: Pick<Similar, "returned" | "notHeld" | "fixed">,
  isEscalated: boolean,
): { title: string; words: string } | undefined {
  if (isEscalated) {
    const fixes = formatCount(notHeld, "fix", "fixes");
    return {
      title: "A person has to find the cause",
      words: `${fixes} for this failure did not hold; none is proposed.`,
    };
  }
  if (returned) {
    const what = fixed ? capitalized(nameOf(fixed)) : "A fix";
    return { title: "This failure is back", words: `${what} was delivered for it, and the same failure came again.` };
  }
  if (notHeld > 0) {
    const held = formatCount(notHeld, "fix for it has", "fixes for it have");
    return { title: "Fixes did not hold", words: `${held} not held before.` };
  }
  return undefined;
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
