import type { LogLine } from "@pipewright/contract/reduced-log";
import { ALL_SHAPES } from "./all-shapes.ts";
import { createShapeFinder } from "./find-shape.ts";
import { addLine, type LogBlock, mergeBlocks } from "./log-block.ts";
import { ANNOTATION } from "./shapes/generic-shapes.ts";
import type { Shape } from "./shapes/shape.ts";

/** Longest block; what goes on for longer is no longer one error. Lines. */
const MAX_BLOCK_LINES = 5000;
/** How far a block may reach back before its first recognised line. Lines. */
const MAX_LOOK_BACK = 80;
/** Lines held from just before a block, for whoever reads it. */
const CONTEXT_LINES = 3;
const DEFAULT_MERGE_WITHIN = 1;
/** Blocks held at most; beyond it those in the middle that say least are dropped. */
const MAX_BLOCKS = 400;
const FIRST_BLOCKS_KEPT = 120;
const LAST_BLOCKS_KEPT = 120;

/** Lines that a look back may pass but not begin with. */
const LEADS_NOWHERE = /^(?:$|=== |\s+\S{1,200}\.go:\d+: PASS:)/;

/** A test that passed, whatever its name speaks of. */
const PASSED =
  /^\s*(?:[✓✔√☑] |ok \d|--- PASS: |\[ +(?:OK|RUN|PASSED) +\])|(?:\s(?:PASSED|PASS)|\.{3} ?ok)(?:\s+\[\s*\d+%\])?$/;

/** Where a line stands. */
export interface Place {
  section: number;
  annotated: boolean;
}

export interface BlockCollector {
  push(line: LogLine, place: Place): void;
  /** True while the next line may belong to a block, whatever it holds. */
  isOpen(): boolean;
  /** Closes what is open: a step or the log has ended. */
  breakHere(): void;
  /** Drops what was said of a test by this name: it passed when it ran again. */
  forgive(test: string): void;
  blocks(): LogBlock[];
}

/** The lines before line `n` that a block may reach back to, the nearest first. */
export type LinesBefore = (n: number) => Iterable<LogLine>;

/** Groups lines into blocks, one error each. Memory is bounded whatever the log is. */
export function createBlockCollector(linesBefore: LinesBefore): BlockCollector {
  const findShape = createShapeFinder();
  let blocks: LogBlock[] = [];
  let open: LogBlock | undefined;
  let openedAt = 0;
  let confirmed = false;
  /** Of the open block. */
  let parts = 0;
  let pending: LogLine[] = [];

  function close(): void {
    const block = open;
    const rest = pending;
    open = undefined;
    pending = [];
    if (block === undefined) return;
    if (block.shape.confirm !== undefined && !confirmed) {
      readAgain([...block.head, ...block.tail, ...rest], block, openedAt);
      return;
    }
    const previous = blocks.at(-1);
    if (previous !== undefined && isSibling(previous, block)) mergeBlocks(previous, block);
    else blocks.push(block);
    if (blocks.length > MAX_BLOCKS * 2) blocks = thin(blocks);
  }

  /** It was not what it seemed: its lines get another chance, the first one with the shapes that come after. */
  function readAgain(lines: readonly LogLine[], wrong: LogBlock, from: number): void {
    const place = { section: wrong.section, annotated: wrong.annotated };
    for (const line of lines) {
      if (line.n >= from) feed(line, place, line.n === from ? ALL_SHAPES.indexOf(wrong.shape) + 1 : 0);
    }
  }

  function start(shape: Shape, line: LogLine, place: Place): void {
    const after = shape.absorbs ? 0 : (blocks.at(-1)?.endLine ?? 0);
    const { found, context } = lookBack(linesBefore(line.n), shape.before, after);
    let lead = found;
    while (shape.absorbs && (blocks.at(-1)?.startLine ?? 0) >= (lead[0]?.n ?? Number.POSITIVE_INFINITY)) blocks.pop();
    lead = lead.filter((each) => each.n > (blocks.at(-1)?.endLine ?? 0));
    const first = lead[0] ?? line;
    open = { shape, startLine: first.n, endLine: line.n, head: [], tail: [], context, count: 1, ...place };
    openedAt = line.n;
    for (const each of [...lead, line]) addLine(open, each);
    parts = 0;
    confirmed = lead.some((each) => shape.confirm?.test(each.text));
  }

  function goesOn(block: LogBlock, line: LogLine): boolean {
    const { shape } = block;
    if (shape.continues === undefined || line.n - block.startLine >= MAX_BLOCK_LINES) return false;
    if (shape.stop?.test(line.text)) return false;
    if (shape.parts?.start.test(line.text)) {
      if (parts === shape.parts.most) return false;
      parts += 1;
    }
    if (line.text === "" || !shape.continues.test(line.text)) {
      const isTolerated = (line.text === "" && shape.continues.test("")) || pending.length < (shape.gap ?? 0);
      if (!isTolerated || (line.text !== "" && findShape(line.text))) return false;
      if (pending.length < MAX_LOOK_BACK) pending.push(line);
      return true;
    }
    for (const each of pending) addLine(block, each);
    pending = [];
    addLine(block, line);
    confirmed ||= shape.confirm?.test(line.text) ?? false;
    return true;
  }

  function feed(line: LogLine, place: Place, fromShape: number): void {
    // What closes may open another block: one that was not what it seemed is read again.
    while (open !== undefined) {
      if (goesOn(open, line)) {
        open.annotated ||= place.annotated;
        if (open.shape.last?.test(line.text)) close();
        return;
      }
      close();
    }
    if (line.text === "" || PASSED.test(line.text)) return;
    const shape = findShape(line.text, fromShape) ?? (place.annotated ? ANNOTATION : undefined);
    if (shape) start(shape, line, place);
  }

  return {
    push(line, place) {
      feed(line, place, 0);
    },
    isOpen: () => open !== undefined,
    breakHere() {
      while (open !== undefined) close();
    },
    forgive(test) {
      while (open !== undefined) close();
      blocks = blocks.filter((block) => !headlines(block).some((line) => line.includes(test)));
    },
    blocks() {
      while (open !== undefined) close();
      return thin(blocks);
    },
  };
}

/** Lines that say whose output a block is. */
function headlines({ head, context }: LogBlock): string[] {
  const above = context.map(({ text }) => text).filter((text) => text.startsWith("--- "));
  return [...above, head[0]?.text ?? ""];
}

function isSibling(earlier: LogBlock, later: LogBlock): boolean {
  if (earlier.shape !== later.shape || earlier.section !== later.section) return false;
  return later.startLine - earlier.endLine - 1 <= (earlier.shape.mergeWithin ?? DEFAULT_MERGE_WITHIN);
}

/** The lines just before that match, and those just before them for whoever reads the block. */
function lookBack(before: Iterable<LogLine>, pattern: RegExp | undefined, after: number) {
  const found: LogLine[] = [];
  const context: LogLine[] = [];
  let goesOn = pattern !== undefined;
  for (const line of before) {
    goesOn &&= line.n > after && found.length < MAX_LOOK_BACK && (pattern?.test(line.text) ?? false);
    (goesOn ? found : context).unshift(line);
    if (context.length === CONTEXT_LINES) break;
  }
  while (found[0] !== undefined && LEADS_NOWHERE.test(found[0].text)) context.push(...found.splice(0, 1));
  return { found, context: context.slice(-CONTEXT_LINES) };
}

function thin(blocks: LogBlock[]): LogBlock[] {
  if (blocks.length <= MAX_BLOCKS) return blocks;
  const middle = blocks
    .slice(FIRST_BLOCKS_KEPT, -LAST_BLOCKS_KEPT)
    .sort((a, b) => b.shape.weight - a.shape.weight || a.startLine - b.startLine)
    .slice(0, MAX_BLOCKS - FIRST_BLOCKS_KEPT - LAST_BLOCKS_KEPT)
    .sort((a, b) => a.startLine - b.startLine);
  return [...blocks.slice(0, FIRST_BLOCKS_KEPT), ...middle, ...blocks.slice(-LAST_BLOCKS_KEPT)];
}
