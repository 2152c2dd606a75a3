import type { TextPart } from "./styled-text.ts";

export interface MarkedPart extends TextPart {
  /** Which match it belongs to, from 0; undefined outside of them. */
  match: number | undefined;
}

/** Parts of a text, cut where what was searched for begins and ends; upper and lower case are the same. */
export function markMatches(parts: readonly TextPart[], searched: string): MarkedPart[] {
  const matches = matchesIn(parts.map(({ text }) => text).join(""), searched);
  if (matches.length === 0) return parts.map((part) => ({ ...part, match: undefined }));
  const marked: MarkedPart[] = [];
  let start = 0;
  for (const { text, style } of parts) {
    for (const [from, to, match] of cuts(start, start + text.length, matches)) {
      marked.push({ text: text.slice(from - start, to - start), style, match });
    }
    start += text.length;
  }
  return marked;
}

/** How often a text holds what was searched for. */
export function countMatches(text: string, searched: string): number {
  return matchesIn(text, searched).length;
}

type Range = readonly [from: number, to: number];

function matchesIn(text: string, searched: string): Range[] {
  if (searched === "") return [];
  const pattern = new RegExp(searched.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"), "gi");
  return Array.from(text.matchAll(pattern), ({ index, 0: found }) => [index, index + found.length]);
}

/** The part from `start` to `end` in pieces, each of them inside of a match, which is then named, or outside. */
function* cuts(start: number, end: number, matches: readonly Range[]): Generator<[number, number, number | undefined]> {
  let at = start;
  for (const [index, [from, to]] of matches.entries()) {
    if (to <= at) continue;
    if (from >= end) break;
    if (from > at) yield [at, from, undefined];
    const stop = Math.min(to, end);
    yield [Math.max(from, at), stop, index];
    at = stop;
  }
  if (at < end) yield [at, end, undefined];
}
