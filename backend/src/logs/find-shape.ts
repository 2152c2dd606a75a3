import { ALL_SHAPES } from "./all-shapes.ts";
import { buildAutomaton } from "./scan/build-automaton.ts";
import { betterLiterals, findRequiredLiterals, requiredLiterals } from "./scan/required-literals.ts";
import type { Shape } from "./shapes/shape.ts";

/** Finds the first shape, from index `from` of `ALL_SHAPES` on, whose first line a line is. */
export type ShapeFinder = (text: string, from?: number) => Shape | undefined;

const LINE_FEED = 0x0a;
const UTF16_UNITS = 65_536;

/** Literals of which every first line of each shape holds at least one. */
const LITERALS_OF_SHAPE = ALL_SHAPES.map(({ start, needs }) =>
  needs === undefined ? requiredLiterals(start) : (betterLiterals(needs, findRequiredLiterals(start)) ?? needs),
);
/** Without one of these, a line begins no block. */
export const SHAPE_LITERALS: readonly string[] = [...new Set(LITERALS_OF_SHAPE.flat())];
const SHAPES_OF_LITERAL = SHAPE_LITERALS.map((literal) =>
  LITERALS_OF_SHAPE.flatMap((literals, shape) => (literals.includes(literal) ? [shape] : [])),
);
const AUTOMATON = buildAutomaton(
  SHAPE_LITERALS.map((literal) => Array.from({ length: literal.length }, (_, index) => literal.charCodeAt(index))),
  UTF16_UNITS,
);

/** Each line is searched once for the literals that the shapes need; only shapes that may match are tried. */
export function createShapeFinder(): ShapeFinder {
  const possible = new Uint8Array(ALL_SHAPES.length);

  function markPossible(text: string): boolean {
    const { classOf, next, firstAccepting, found } = AUTOMATON;
    let any = false;
    let state = 0;
    for (let index = 0; index <= text.length; index += 1) {
      const unit = index < text.length ? text.charCodeAt(index) : LINE_FEED;
      state = next[state + (classOf[unit] as number)] as number;
      if (state < firstAccepting) continue;
      if (!any) possible.fill(0);
      any = true;
      for (const literal of found(state)) for (const shape of SHAPES_OF_LITERAL[literal] ?? []) possible[shape] = 1;
    }
    return any;
  }

  return (text, from = 0) => {
    if (!markPossible(text)) return undefined;
    for (let index = from; index < ALL_SHAPES.length; index += 1) {
      if (possible[index] === 0) continue;
      const shape = ALL_SHAPES[index];
      if (shape?.start.test(text) && !shape.unless?.test(text)) return shape;
    }
    return undefined;
  };
}
