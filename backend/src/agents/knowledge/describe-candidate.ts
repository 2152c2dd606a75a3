import type { EvidenceCandidate, ReducedLog } from "@pipewright/contract/reduced-log";

const TITLE_CHARACTERS = 160;
/** A line that says what happened, rather than where or what was run. */
const TELLING =
  /\b\w*(?:Error|Exception|Failure)\b(?:: |$)|^E {2,}\S|\berror\b|\bError:|\bfatal\b|FAILED|failed|panic|expected|assert|cannot|undefined|not found|denied|missing/i;
/** Frames, rules, snippets and headers. */
const DULL =
  /^\s*(?:at |File "|\.\.\. |[-=_~^*#>|│╷╵⎯ ]+$|Traceback \(|\d+ ?\||-->|\|)|^\W+$|^npm (?:error|ERR!) gyp (?:info|verb) |^(?:Failures?|Errors?):$|Failed Tests \d+/;
/** What only announces that something went wrong; what it was comes after. */
const ANNOUNCES =
  /^(?:● Test suite failed to run|Failed to compile\.?|Vitest caught \d+ unhandled.*|.{0,40}\bsubprocess-exited-with-error|ERROR in \S+|npm (?:error|ERR!) (?:code|errno|path|command) .*|FILE: \S+|\S+:\d+:\d+: error:(?: \[GHC-\d+\])?|# npm audit report|ERROR: usage: .*|_{3,} .* _{3,}|(?!\S+:\d+).{0,120}[^:]:)$/;

/** The most telling line of a candidate, for a title when no rule has a better one; empty when none of its lines was kept. */
export function describeCandidate(log: ReducedLog, candidate: EvidenceCandidate): string {
  const lines = log.lines
    .filter((line) => line.n >= candidate.startLine && line.n <= candidate.endLine)
    .map((line) => line.text.trim().replace(/^[│|E] +/, ""))
    .filter((text) => text !== "");
  const isDull = (text: string): boolean => DULL.test(text) || ANNOUNCES.test(text);
  const last = candidate.shape.endsWith("traceback")
    ? lines.findLast((text) => TELLING.test(text) && !isDull(text))
    : undefined;
  const telling = last ?? lines.find((text) => TELLING.test(text) && !isDull(text));
  return (
    telling ??
    lines.find((text) => !isDull(text)) ??
    lines.find((text) => !DULL.test(text)) ??
    lines[0] ??
    ""
  ).slice(0, TITLE_CHARACTERS);
}
