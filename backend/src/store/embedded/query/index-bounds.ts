import { successor } from "../keys/encode-key.ts";
import { LONG_KEY_PREFIX_BYTES } from "../keys/index-keys.ts";
import type { Index } from "../storage/catalog.ts";
import { entryKey } from "../storage/record-keys.ts";
import { type KeyRange, wholeRange } from "../storage/scan.ts";
import type { Condition } from "./conditions.ts";
import { type Interval, intersect, intervalsOf } from "./interval.ts";

/** More points than this (of $in on several fields, say) are not multiplied out. */
const MAX_PREFIXES = 2000;

export interface Bounds {
  readonly ranges: readonly KeyRange[];
  /** Leading parts of the index that are held to single values. */
  readonly points: number;
  /** Paths held to exactly one value: the index's order within them is that of the next part. */
  readonly fixed: ReadonlySet<string>;
  /** Whether a part after those is held to a range. */
  readonly ranged: boolean;
}

/** Where in an index the documents that meet the conditions are. `collated` says a collation must fold strings. */
export function boundsOf(index: Index, conditions: readonly Condition[], collated: boolean): Bounds {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  const fixed = new Set<string>();
  const used: Condition[] = [];
  let points = 0;
  for (const part of index.parts) {
    const usable = conditions.filter((condition) => condition.path === part.path && joinable(index, condition, used));
    const best = bestIntervals(index, usable, collated);
    if (best === undefined) break;
    used.push(best.condition);
    const { intervals } = best;
    const directed = part.descending ? intervals.map(inverted).reverse() : intervals;
    const allPoints = directed.every((interval) => interval.point);
    if (!allPoints || prefixes.length * directed.length > MAX_PREFIXES) {
      const ranges = prefixes.flatMap((prefix) => directed.map((interval) => absolute(index, prefix, interval)));
      return { ranges, points, fixed, ranged: true };
    }
    prefixes = prefixes.flatMap((prefix) => directed.map((interval) => Buffer.concat([prefix, interval.low])));
    if (directed.length === 1) fixed.add(part.path);
    points++;
  }
  if (points === 0) return { ranges: [wholeRange(index.id)], points, fixed, ranged: false };
  const exact = index.unique && points === index.parts.length;
  return { ranges: prefixes.map((prefix) => pointRange(index, prefix, exact)), points, fixed, ranged: false };
}

/**
 * Whether a condition may narrow the index further. Two paths through one array may be met by different elements, but a
 * key holds one element: they join only when one $elemMatch demands both.
 */
function joinable(index: Index, condition: Condition, used: readonly Condition[]): boolean {
  if (!index.multikey) return true;
  const root = rootOf(condition);
  return used.every(
    (other) => rootOf(other) !== root || (condition.element !== undefined && condition.element === other.element),
  );
}

function rootOf({ path }: Condition): string {
  return path.split(".", 1)[0] ?? "";
}

/** The narrowest intervals for one part; those of several conditions together, unless arrays may split them. */
function bestIntervals(
  index: Index,
  conditions: readonly Condition[],
  collated: boolean,
): { intervals: Interval[]; condition: Condition } | undefined {
  let best: { intervals: Interval[]; condition: Condition } | undefined;
  for (const condition of conditions) {
    const intervals = intervalsOf(condition.filter, collated ? index.collation?.fold : undefined);
    if (intervals === undefined) continue;
    if (best === undefined) best = { intervals, condition };
    else if (!index.multikey) best = { intervals: intersect(best.intervals, intervals), condition };
    else if (!arePoints(best.intervals) && arePoints(intervals)) best = { intervals, condition };
  }
  return best;
}

function arePoints(intervals: readonly Interval[]): boolean {
  return intervals.every((interval) => interval.point);
}

/** The same values in a descending part. */
function inverted(interval: Interval): Interval {
  const complement = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => ~byte & 0xff));
  if (interval.point) {
    const low = complement(interval.low);
    return { low, high: successor(low), point: true };
  }
  const low =
    interval.high === undefined ? Buffer.alloc(0) : (successor(complement(interval.high)) ?? Buffer.from([0xff]));
  return { low, high: successor(complement(interval.low)), point: false };
}

function absolute(index: Index, prefix: Buffer, interval: Interval): KeyRange {
  const low = cut(Buffer.concat([prefix, interval.low]));
  const end = interval.high === undefined ? successor(prefix) : Buffer.concat([prefix, interval.high]);
  return { low: entryKey(index.id, low), high: upper(index, end) };
}

function pointRange(index: Index, prefix: Buffer, exact: boolean): KeyRange {
  const low = cut(prefix);
  const whole = exact && low === prefix;
  return { low: entryKey(index.id, low), high: upper(index, successor(low)), exact: whole };
}

function upper(index: Index, end: Buffer | undefined): Buffer {
  if (end === undefined) return wholeRange(index.id).high;
  const kept = cut(end);
  if (kept === end) return entryKey(index.id, end);
  const beyond = successor(kept);
  return beyond === undefined ? wholeRange(index.id).high : entryKey(index.id, beyond);
}

/** Long keys are stored cut; so is what is compared with them. The documents found are checked anyway. */
function cut(bytes: Buffer): Buffer {
  return bytes.length <= LONG_KEY_PREFIX_BYTES ? bytes : bytes.subarray(0, LONG_KEY_PREFIX_BYTES);
}
