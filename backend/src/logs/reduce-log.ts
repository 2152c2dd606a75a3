import type { EvidenceCandidate, FailedStep, LogLine, ReducedLog } from "@pipewright/contract/reduced-log";
import { CLEANING_LITERALS, type Columns, createLineCleaner } from "./clean-line.ts";
import { createBlockCollector } from "./collect-blocks.ts";
import { collectNovelties, type Novelty } from "./collect-novelties.ts";
import { describeFailingStep } from "./describe-failing-step.ts";
import { detectFormat } from "./detect-format.ts";
import { SHAPE_LITERALS } from "./find-shape.ts";
import type { PassingLog } from "./passing-log.ts";
import { type RankedBlock, rankBlocks } from "./rank-blocks.ts";
import { MARK_LITERALS, readMark } from "./read-mark.ts";
import { createRetriedTests, RETRIED_LITERALS } from "./retried-tests.ts";
import { buildAutomaton } from "./scan/build-automaton.ts";
import { createLineScanner, type NumberedText, type ScannedLine } from "./scan/scan-lines.ts";
import { selectLines } from "./select-lines.ts";
import { createStepTails } from "./step-tails.ts";
import { createSectionTracker, indexesOfFailingSections, type Section } from "./track-sections.ts";
import { trustFailedSteps } from "./trust-failed-steps.ts";
import { demoteKnown } from "./weigh-known.ts";

const TAIL_LINES = 24;
const MAX_CANDIDATES = 60;
/** When no candidate scores this much, the last lines before the end are the better guess. */
const FALLBACK_SCORE = 0.36;
const FALLBACK_LINES = 6;
/** Share of it that an error of a step may score which failed before, and the job went on. */
const TOLERATED_AT_MOST = 0.8;
/** A step that printed no more than so many lines is shown whole. */
const FALLBACK_WHOLE_LINES = 10;
/** What a program says while all is well: its complaint stands after it. */
const FINE =
  /(?:\b(?:ok|OK|done|passed|PASS|succeeded|success|successful|successfully)[.!]?$|^(?:\s*[✓✔√] |\+ |(?:Running|Checking|checking|Installing|Building|Compiling|Downloading|Reading|Loading|Resolving|Fetching|Using|Starting|Updating|Entering|go: downloading|INFO|info:?)\b|ninja: |\[(?:INFO|info)\]|[IW]\d{4} \d\d:\d\d:\d\d\.|\d{4}-\d\d-\d\d[T ]\S{1,40} {1,3}(?:INFO|WARN|DEBUG)\b))/;
/** Runs of new lines that are offered in that case, each a little less likely than the one after it. */
const MAX_NOVELTIES = 3;
const NEXT_NOVELTY_LESS = 0.05;
/** The first lines are read in any case: they tell whose log it is. */
const INTRODUCTION_LINES = 300;
const BYTES = 256;

/** Finds whatever makes a line worth reading. */
const WORTH_READING = buildAutomaton(
  [...new Set([...SHAPE_LITERALS, ...MARK_LITERALS, ...CLEANING_LITERALS, ...RETRIED_LITERALS, "\u001b"])].map(
    (literal) => [...Buffer.from(literal)],
  ),
  BYTES,
);

export interface ReducerOptions {
  /** What the same job said when it passed; with it, every line is read as text. */
  passing?: PassingLog | undefined;
  /** The steps that failed, where the CI system says so beside the log. */
  failedSteps?: readonly FailedStep[] | undefined;
}

export interface LogReducer {
  /** Takes the next piece of the log, in UTF-8; pieces may end anywhere, and must not be changed afterwards. */
  push(chunk: Uint8Array): void;
  /** Closes the log and says what is left of it. */
  finish(): ReducedLog;
}

/** Reduces a whole log to what a diagnosis needs: evidence candidates (the likeliest first) and at most 400 of its lines. */
export function reduceLog(log: string | Uint8Array): ReducedLog {
  const reducer = createLogReducer();
  reducer.push(typeof log === "string" ? Buffer.from(log) : log);
  return reducer.finish();
}

/**
 * Reduces a log piece by piece, in one pass, with bounded memory. Line numbers are 1-based and count lone CR as a line end. Each
 * byte is looked at once; only lines in which the automaton finds something, and those that may belong to one, are read as text.
 */
export function createLogReducer({ passing, failedSteps = [] }: ReducerOptions = {}): LogReducer {
  const cleaner = createLineCleaner();
  const tracker = createSectionTracker();
  const formats = detectFormat();
  const scanner = createLineScanner(WORTH_READING, lookAt);
  const blocks = createBlockCollector(linesBefore);
  const retried = createRetriedTests();
  const novelties = collectNovelties();
  const tails = createStepTails();
  const exitLines: LogLine[] = [];
  /** Lines up to here belong to a step's header or to an earlier step. */
  let closedUpTo = 0;
  /** Lines up to here are a step's header or stand before it. */
  let headerUpTo = 0;

  function lookAt(line: ScannedLine): void {
    const columns = cleaner.columns();
    const isOrdinary =
      passing === undefined &&
      line.finds === 0 &&
      line.n > INTRODUCTION_LINES &&
      !blocks.isOpen() &&
      !retried.isOpen() &&
      !tracker.inHeader() &&
      (columns === undefined || line.startsWith(columns.bytes));
    if (!isOrdinary) takeLine(line.n, line.text());
  }

  function takeLine(n: number, raw: string): void {
    const clean = cleaner.clean(raw);
    const mark = readMark(clean.text);
    formats.push(clean, mark);
    const { header, changed } = tracker.push(n, clean, mark);
    if (changed) breakHere(n - 1);
    const text = mark?.kind === "error" ? mark.text : clean.text;
    const line = { n, text };
    const passedAgain = retried.push(clean.text);
    if (passedAgain !== undefined) blocks.forgive(passedAgain);
    if (mark?.kind === "exit" && exitLines.length < 3) exitLines.push(line);
    if (mark?.kind === "exit" && mark.code !== 0) tails.exited(tracker.current(), () => tailOfStep(n, line));
    if (mark?.kind === "error") tails.marked(() => tailOfStep(n, line));
    if (mark !== undefined && mark.kind !== "error") {
      if (mark.kind !== "quiet") breakHere(n);
      return;
    }
    if (header) {
      closedUpTo = n;
      headerUpTo = n;
    } else blocks.push(line, { section: tracker.current(), annotated: mark?.kind === "error" });
    if (passing !== undefined && !header && text !== "" && !passing.knows(text)) novelties.push(line);
  }

  /**
   * The last lines of the step's own output, after its last group if it has groups. Of a script that printed nothing, the line
   * that tells its end; of another one, whatever stands before it.
   */
  function tailOfStep(n: number, exit: LogLine): LogLine[] {
    const tail = tailOf(scanner.backwards(), n, cleaner.columns());
    const ofStep = tail.filter((line) => line.n > headerUpTo);
    if (ofStep.length === 0 && !tracker.inHeader() && tail.some((line) => line.n === headerUpTo)) return [exit];
    const ungrouped = ofStep.filter((line) => line.n > closedUpTo);
    if (ungrouped.length > 0) return ungrouped;
    return ofStep.length > 0 ? ofStep : tail;
  }

  function breakHere(upTo: number): void {
    blocks.breakHere();
    closedUpTo = upTo;
  }

  function* linesBefore(n: number): Iterable<LogLine> {
    const reread = rereader(cleaner.columns());
    for (const line of scanner.backwards()) {
      if (line.n <= closedUpTo) return;
      const read = line.n < n ? reread(line) : undefined;
      if (read !== undefined) yield read;
    }
  }

  return {
    push: (chunk) => scanner.push(chunk),
    finish() {
      const totalLines = scanner.end();
      const sections = trustFailedSteps(tracker.sections(totalLines), failedSteps);
      const byItself = rankBlocks(blocks.blocks(), sections, totalLines);
      const likely = passing === undefined ? byItself : demoteKnown(byItself, passing);
      const ended = indexesOfFailingSections(sections);
      const jobOf = (index: number | undefined) => sections[index ?? -1]?.job;
      const failing = ended.find((index) => jobOf(index) === jobOf(likely[0]?.block.section)) ?? ended[0];
      const isTolerated = standsInToleratedStep(likely[0], sections, failing);
      const ranked = isTolerated ? lessenTolerated(likely, sections, failing) : likely;
      const failureTail = tails.of(failing);
      const tail =
        failureTail.length > 0 ? failureTail : tailOf(scanner.backwards(), totalLines + 1, cleaner.columns());
      const step = describeFailingStep(sections, isTolerated ? failing : ranked[0]?.block.section);
      const isGuess = ranked.length === 0 || failureTail.length > 0 || passing !== undefined;
      const isUnsure = isGuess && (isTolerated || (ranked[0]?.score ?? 0) < FALLBACK_SCORE);
      const end = sections[failing ?? -1]?.failedAtLine ?? totalLines + 1;
      const news = isUnsure ? novelties.runs(end).slice(0, MAX_NOVELTIES) : [];
      const guesses = isUnsure ? (news.length > 0 ? news.map(toNewCandidate) : fallback(tail, ranked)) : [];
      const candidates = [
        ...guesses,
        ...ranked.slice(0, MAX_CANDIDATES).map((each) => toCandidate(each, nameOfJob(each, sections, ended))),
      ];
      return {
        format: formats.result(),
        totalLines,
        lines: selectLines(
          ranked,
          { header: step.header, exit: exitLines, tail: [...tail, ...news.flatMap(({ lines }) => lines)] },
          totalLines,
        ),
        candidates,
        ...(step.failingStep === undefined ? {} : { failingStep: step.failingStep }),
        ...(step.exitCode === undefined ? {} : { exitCode: step.exitCode }),
      };
    },
  };
}

/** Reads lines once more, without those that speak to the CI system. */
function rereader(columns: Columns | undefined): (line: NumberedText) => LogLine | undefined {
  const { clean } = createLineCleaner(columns);
  return ({ n, text: raw }) => {
    const { text } = clean(raw);
    const mark = readMark(text);
    if (mark === undefined) return { n, text };
    return mark.kind === "error" ? { n, text: mark.text } : undefined;
  };
}

/** The last lines before line `end` that say something. */
function tailOf(backwards: Iterable<NumberedText>, end: number, columns: Columns | undefined): LogLine[] {
  const reread = rereader(columns);
  const tail: LogLine[] = [];
  for (const line of backwards) {
    const read = line.n < end ? reread(line) : undefined;
    if (read !== undefined && read.text !== "") tail.unshift(read);
    if (tail.length === TAIL_LINES) break;
  }
  return tail;
}

/** The job that an error ended, where the log is of several that failed. */
function nameOfJob({ block }: RankedBlock, sections: readonly Section[], ended: readonly number[]): string | undefined {
  return ended.length > 1 && ended.includes(block.section) ? sections[block.section]?.job : undefined;
}

function toCandidate({ block, score }: RankedBlock, job: string | undefined): EvidenceCandidate {
  return {
    startLine: block.startLine,
    endLine: block.endLine,
    reason: block.shape.reason,
    shape: block.shape.id,
    score: Math.round(score * 1000) / 1000,
    role: block.shape.role,
    ...(job !== undefined && { job }),
  };
}

/** The likeliest error is that of a step which failed before, and the job went on: what the failing step says last is more. */
function standsInToleratedStep(
  best: RankedBlock | undefined,
  sections: readonly Section[],
  failing: number | undefined,
): boolean {
  if (best === undefined || failing === undefined) return false;
  return best.block.section < failing && sections[best.block.section]?.exitCode !== undefined;
}

/** What a rule knows of such a step must not outdo what the failing one says last. */
function lessenTolerated(
  ranked: readonly RankedBlock[],
  sections: readonly Section[],
  failing: number | undefined,
): RankedBlock[] {
  const lessened = ranked.map((each) =>
    standsInToleratedStep(each, sections, failing)
      ? { ...each, score: Math.min(each.score, FALLBACK_SCORE * TOLERATED_AT_MOST) }
      : each,
  );
  return lessened.sort((a, b) => b.score - a.score || a.block.startLine - b.block.startLine);
}

function toNewCandidate({ startLine, endLine }: Novelty, index: number): EvidenceCandidate {
  const score = FALLBACK_SCORE - index * NEXT_NOVELTY_LESS;
  return { startLine, endLine, reason: "new since the last run that passed", shape: "novelty", score };
}

/** The last lines before those that only say that something failed. */
function fallback(tail: readonly LogLine[], ranked: readonly RankedBlock[]): EvidenceCandidate[] {
  const consequences = ranked.filter(({ block }) => block.shape.role === "consequence").map(({ block }) => block);
  const telling = tail.filter(
    ({ n }) => !consequences.some(({ startLine, endLine }) => n >= startLine && n <= endLine),
  );
  const sinceFine = telling.slice(telling.findLastIndex(({ text }) => FINE.test(text)) + 1);
  const rest = [sinceFine, telling].find((lines) => lines.length > 0) ?? tail;
  const last = rest.length <= FALLBACK_WHOLE_LINES ? rest : rest.slice(-FALLBACK_LINES);
  const [first] = last;
  const end = last.at(-1);
  if (first === undefined || end === undefined) return [];
  return [
    { startLine: first.n, endLine: end.n, reason: "last lines before the end", shape: "tail", score: FALLBACK_SCORE },
  ];
}
