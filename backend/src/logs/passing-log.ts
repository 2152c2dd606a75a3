import { createLineCleaner } from "./clean-line.ts";
import { buildAutomaton } from "./scan/build-automaton.ts";
import { createLineScanner } from "./scan/scan-lines.ts";

const BYTES = 256;
const FINDS_NOTHING = buildAutomaton([], BYTES);
/** Different lines that are remembered; what a longer log says beyond counts as new. */
const MAX_LINES = 2_000_000;
/** Ids, hashes, times and counts differ from run to run; so do folders made for one run. */
const VARIABLE =
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b(?=[a-f]{0,63}\d)[0-9a-f]{7,64}\b|\/(?:tmp|var\/folders)\/[\w./+-]{1,200}|\d+(?:[.,:]\d+)*(?:\s?(?:[nuµm]?s|secs?|seconds?|minutes?|[kKMG]?i?B)\b)?/g;

/** What the same job said in a run that passed. */
export interface PassingLog {
  /** Takes the next piece of it, in UTF-8. */
  push(chunk: Uint8Array): void;
  /** Closes it. */
  end(): void;
  /** Whether it holds such a cleaned line, give or take what differs from run to run. */
  knows(text: string): boolean;
}

/** Remembers the lines of a run of the same job that passed: what stands there did not break this one. */
export function createPassingLog(): PassingLog {
  const seen = new Set<number>();
  const { clean } = createLineCleaner();
  const scanner = createLineScanner(FINDS_NOTHING, (line) => {
    if (seen.size < MAX_LINES) seen.add(fingerprint(clean(line.text()).text));
  });
  return {
    push: scanner.push,
    end: () => void scanner.end(),
    knows: (text) => seen.has(fingerprint(text)),
  };
}

/** 52 bits of a line without what varies (FNV-1a, twice, from two beginnings). */
function fingerprint(text: string): number {
  const template = text.trim().replace(VARIABLE, "#");
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < template.length; index += 1) {
    const unit = template.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return (high >>> 12) * 2 ** 32 + (low >>> 0);
}
