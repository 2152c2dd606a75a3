import type { EvidenceCandidate, ReducedLog } from "@pipewright/contract/reduced-log";

const TITLE_CHARACTERS = 160;
/** A line that says what happened, rather than where or what was run. */
const TELLING =
  /\b\w*(?:Error|Exception|Failure)\b(?:: |$)|^E {2,}\S|\berror\b|\bError:|\bfatal\b|FAILED|failed|panic|expected|assert|cannot|undefined|not found|denied|missing/i;
/** Frames, rules, snippets and headers. */
const DULL =
  /^\s*(?:at |File "|\.\.\. |[-=_~^*#>|│╷╵⎯ ]+$|Traceback \(|\d+ ?\||-->|\|)|^(?:Failures?|Errors?):$|Failed Tests \d+/;

/** The most telling line of a candidate, for a title when no rule has a better one; empty when none of its lines was kept. */
export function describeCandidate(log: ReducedLog, candidate: EvidenceCandidate): string {
  const lines = log.lines
    .filter((line) => line.n >= candidate.startLine && line.n <= candidate.endLine)
    .map((line) => line.text.trim().replace(/^[│|E] +/, ""))
    .filter((text) => text !== "");
  const last = candidate.shape.endsWith("traceback")
    ? lines.findLast((text) => TELLING.test(text) && !DULL.test(text))
    : undefined;
  const telling = last ?? lines.find((text) => TELLING.test(text) && !DULL.test(text));
  return (telling ?? lines.find((text) => !DULL.test(text)) ?? lines[0] ?? "").slice(0, TITLE_CHARACTERS);
}
