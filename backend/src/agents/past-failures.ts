import type { Fence } from "./fence-data.ts";

/** An earlier failure, and what was done about it. */
export interface PastFailure {
  title: string;
  /** The same failure of the same repository, not only one that is like it. */
  isSame: boolean;
  fix?: { kind: string; summary: string; result: string } | undefined;
}

const MAX_SHOWN = 4;
const MAX_WORDS = 200;

/** What a model is told about earlier failures, fenced; nothing when there are none. */
export function pastFailuresData(past: readonly PastFailure[], fence: Fence): string[] {
  if (past.length === 0) return [];
  const shown = past.slice(0, MAX_SHOWN).map(({ title, isSame, fix }) => ({
    title: title.slice(0, MAX_WORDS),
    same: isSame,
    fix: fix && { ...fix, summary: fix.summary.slice(0, MAX_WORDS) },
  }));
  return [fence.wrap("Earlier failures and what was done about them (may mislead)", JSON.stringify(shown))];
}
