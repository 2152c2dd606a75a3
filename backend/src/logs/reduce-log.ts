import type { EvidenceCandidate, LogLine, ReducedLog } from "@pipewright/contract/reduced-log";
import { createLineCleaner } from "./clean-line.ts";
import { createBlockCollector } from "./collect-blocks.ts";
import { describeFailingStep } from "./describe-failing-step.ts";
import { detectFormat } from "./detect-format.ts";
import { type RankedBlock, rankBlocks } from "./rank-blocks.ts";
import { readMark } from "./read-mark.ts";
import { selectLines } from "./select-lines.ts";
import { createLineSplitter } from "./split-lines.ts";
import { createSectionTracker } from "./track-sections.ts";

const TAIL_LINES = 24;
const MAX_CANDIDATES = 60;
/** When no candidate scores this much, the last lines before the end are the better guess. */
const FALLBACK_SCORE = 0.36;
const FALLBACK_LINES = 6;

export interface LogReducer {
  /** Takes the next piece of the log; pieces may end anywhere. */
  push(chunk: string): void;
  /** Closes the log and says what is left of it. */
  finish(): ReducedLog;
}

/** Reduces a whole log to what a diagnosis needs: evidence candidates (the likeliest first) and at most 400 of its lines. */
export function reduceLog(text: string): ReducedLog {
  const reducer = createLogReducer();
  reducer.push(text);
  return reducer.finish();
}

/** Reduces a log piece by piece, in one pass, with bounded memory. Line numbers are 1-based and count lone CR as a line end. */
export function createLogReducer(): LogReducer {
  const cleanLine = createLineCleaner();
  const blocks = createBlockCollector();
  const tracker = createSectionTracker();
  const formats = detectFormat();
  const recent: LogLine[] = [];
  const failureTail: LogLine[] = [];
  const exitLines: LogLine[] = [];
  let n = 0;

  function takeLine(raw: string): void {
    n += 1;
    const clean = cleanLine(raw);
    const mark = readMark(clean.text);
    formats.push(clean, mark);
    const { header, changed } = tracker.push(n, clean.text, mark, clean.step);
    if (changed) blocks.breakHere();
    const text = mark?.kind === "error" ? mark.text : clean.text;
    const line = { n, text };
    if (mark?.kind === "exit" && exitLines.length < 3) exitLines.push(line);
    if ((mark?.kind === "exit" || mark?.kind === "error") && failureTail.length === 0) failureTail.push(...recent);
    if (mark !== undefined && mark.kind !== "error") {
      if (mark.kind !== "quiet" && mark.kind !== "success") blocks.breakHere();
      return;
    }
    if (header) return;
    blocks.push(line, { section: tracker.current(), annotated: mark?.kind === "error" });
    if (text !== "") {
      recent.push(line);
      if (recent.length > TAIL_LINES) recent.shift();
    }
  }

  const splitter = createLineSplitter(takeLine);
  return {
    push: (chunk) => splitter.push(chunk),
    finish() {
      splitter.end();
      const sections = tracker.sections();
      const ranked = rankBlocks(blocks.blocks(), sections, n);
      const tail = failureTail.length > 0 ? failureTail : recent;
      const step = describeFailingStep(sections);
      const candidates = ranked.slice(0, MAX_CANDIDATES).map(toCandidate);
      const isGuess = candidates.length === 0 || failureTail.length > 0;
      if (isGuess && (candidates[0]?.score ?? 0) < FALLBACK_SCORE) candidates.unshift(...fallback(tail));
      return {
        format: formats.result(),
        totalLines: n,
        lines: selectLines(ranked, { header: step.header, exit: exitLines, tail }, n),
        candidates,
        ...(step.failingStep === undefined ? {} : { failingStep: step.failingStep }),
        ...(step.exitCode === undefined ? {} : { exitCode: step.exitCode }),
      };
    },
  };
}

function toCandidate({ block, score }: RankedBlock): EvidenceCandidate {
  return {
    startLine: block.startLine,
    endLine: block.endLine,
    reason: block.shape.reason,
    shape: block.shape.id,
    score: Math.round(score * 1000) / 1000,
    role: block.shape.role,
  };
}

function fallback(tail: readonly LogLine[]): EvidenceCandidate[] {
  const last = tail.slice(-FALLBACK_LINES);
  const [first] = last;
  const end = last.at(-1);
  if (first === undefined || end === undefined) return [];
  return [
    { startLine: first.n, endLine: end.n, reason: "last lines before the end", shape: "tail", score: FALLBACK_SCORE },
  ];
}
