import { ALL_SHAPES } from "./all-shapes.ts";
import type { Shape } from "./shapes/shape.ts";

/** Finds the first shape, from index `from` of `ALL_SHAPES` on, whose first line a line is. */
export type ShapeFinder = (text: string, from?: number) => Shape | undefined;

const CHEAP_STARTS = new RegExp(
  ALL_SHAPES.filter((shape) => shape.needs === undefined)
    .map((shape) => `(?:${shape.start.source})`)
    .join("|"),
);
/** The longest first, so that at each place the longest one is found; it stands for those that it begins with. */
const LITERALS = [...new Set(ALL_SHAPES.flatMap((shape) => shape.needs ?? []))].sort((a, b) => b.length - a.length);
const ANY_LITERAL = new RegExp(LITERALS.map(escapeForPattern).join("|"));
const SHAPES_OF_LITERAL: ReadonlyMap<string, readonly number[]> = new Map(
  LITERALS.map((literal) => [
    literal,
    ALL_SHAPES.flatMap((shape, index) => (shape.needs?.some((each) => literal.startsWith(each)) ? [index] : [])),
  ]),
);

/** Each line is searched once for the literals that the shapes need; only shapes that may match are tried. */
export function createShapeFinder(): ShapeFinder {
  const eachLiteral = new RegExp(`(?=(${ANY_LITERAL.source}))`, "g");
  const possible = new Uint8Array(ALL_SHAPES.length);

  function markPossible(text: string): void {
    possible.fill(0);
    eachLiteral.lastIndex = text.search(ANY_LITERAL);
    for (let found = eachLiteral.exec(text); found !== null; found = eachLiteral.exec(text)) {
      for (const index of SHAPES_OF_LITERAL.get(found[1] ?? "") ?? []) possible[index] = 1;
      eachLiteral.lastIndex = found.index + 1;
    }
  }

  return (text, from = 0) => {
    const isCheap = CHEAP_STARTS.test(text);
    const hasLiteral = ANY_LITERAL.test(text);
    if (!isCheap && !hasLiteral) return undefined;
    if (hasLiteral) markPossible(text);
    for (let index = from; index < ALL_SHAPES.length; index += 1) {
      const shape = ALL_SHAPES[index];
      if (shape === undefined || !(shape.needs === undefined ? isCheap : hasLiteral && possible[index] === 1)) continue;
      if (shape.start.test(text) && !shape.unless?.test(text)) return shape;
    }
    return undefined;
  };
}

function escapeForPattern(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
