export type Direction = "forward" | "backward";

/** Lines that hold what was searched for, ascending; `next` is where the list ends before the log does, null where it is whole. */
export interface HitList {
  lines: readonly number[];
  next: number | null;
}

/** The hit after or before `line`, around the ends; undefined where there is none, `ask` where the list does not reach. */
export function nextHit({ lines, next }: HitList, line: number, direction: Direction): number | "ask" | undefined {
  const after = countUpTo(lines, line);
  if (direction === "forward") return lines[after] ?? (next === null ? lines[0] : "ask");
  if (next !== null && line > next) return "ask";
  const before = lines[after - 1] === line ? after - 2 : after - 1;
  return lines[before] ?? (next === null ? lines.at(-1) : "ask");
}

/** How many of the ascending numbers are at most `limit`. */
export function countUpTo(lines: readonly number[], limit: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
