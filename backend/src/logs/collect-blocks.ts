import type { LogLine } from "@pipewright/contract/reduced-log";
import { ALL_SHAPES } from "./all-shapes.ts";
import { createShapeFinder } from "./find-shape.ts";
import { addLine, type LogBlock, mergeBlocks } from "./log-block.ts";
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
const LEADS_NOWHERE = /^(?:$|=== )/;

/** Where a line stands. */
export interface Place {
  section: number;
  annotated: boolean;
}

export interface BlockCollector {
  push(line: LogLine, place: Place): void;
  /** Closes what is open: a step or the log has ended. */
  breakHere(): void;
  blocks(): LogBlock[];
}

/** Groups lines into blocks, one error each. Memory is bounded whatever the log is. */
export function createBlockCollector(): BlockCollector {
  const findShape = createShapeFinder();
  let blocks: LogBlock[] = [];
  let open: LogBlock | undefined;
  let openedAt = 0;
  let confirmed = false;
  let pending: LogLine[] = [];
  const recent: LogLine[] = [];

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
    let lead = shape.before === undefined ? [] : lookBack(recent, shape.before, line.n, after);
    while (shape.absorbs && (blocks.at(-1)?.startLine ?? 0) >= (lead[0]?.n ?? Number.POSITIVE_INFINITY)) blocks.pop();
    lead = lead.filter((each) => each.n > (blocks.at(-1)?.endLine ?? 0));
    const first = lead[0] ?? line;
    const context = recent.filter((each) => each.n < first.n).slice(-CONTEXT_LINES);
    open = { shape, startLine: first.n, endLine: line.n, head: [], tail: [], context, count: 1, ...place };
    openedAt = line.n;
    for (const each of [...lead, line]) addLine(open, each);
    confirmed = lead.some((each) => shape.confirm?.test(each.text));
  }

  function goesOn(block: LogBlock, line: LogLine): boolean {
    const { shape } = block;
    if (shape.continues === undefined || line.n - block.startLine >= MAX_BLOCK_LINES) return false;
    if (shape.stop?.test(line.text)) return false;
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
    if (open !== undefined) {
      if (goesOn(open, line)) {
        if (open.shape.last?.test(line.text)) close();
        return;
      }
      close();
    }
    if (line.text === "") return;
    const shape = findShape(line.text, fromShape);
    if (shape) start(shape, line, place);
  }

  return {
    push(line, place) {
      feed(line, place, 0);
      recent.push(line);
      if (recent.length > MAX_LOOK_BACK) recent.shift();
    },
    breakHere() {
      while (open !== undefined) close();
      recent.length = 0;
    },
    blocks() {
      while (open !== undefined) close();
      return thin(blocks);
    },
  };
}

function isSibling(earlier: LogBlock, later: LogBlock): boolean {
  if (earlier.shape !== later.shape || earlier.section !== later.section) return false;
  return later.startLine - earlier.endLine - 1 <= (earlier.shape.mergeWithin ?? DEFAULT_MERGE_WITHIN);
}

function lookBack(recent: readonly LogLine[], pattern: RegExp, below: number, after: number): LogLine[] {
  let from = recent.length;
  while (from > 0 && (recent[from - 1]?.n ?? 0) >= below) from -= 1;
  const end = from;
  while (from > 0) {
    const line = recent[from - 1];
    if (line === undefined || line.n <= after || !pattern.test(line.text)) break;
    from -= 1;
  }
  const found = recent.slice(from, end);
  while (found[0] !== undefined && LEADS_NOWHERE.test(found[0].text)) found.shift();
  return found;
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
