import { createRedactor } from "./redact-secrets.ts";

/** A line is not held back any longer. Characters. */
const HELD_MAX_CHARACTERS = 64 * 1024;

export interface PieceRedactor {
  /** The next piece, cut anywhere; gives back what ends at a line's end, masked. */
  push(piece: string): string;
  /** What is held back, masked. */
  end(): string;
}

/** Masks secrets in text that comes in pieces, also where one is cut in two. Holds the last line back until it ends. */
export function createPieceRedactor(): PieceRedactor {
  let redact = createRedactor();
  let held = "";
  return {
    push(piece) {
      const text = held + piece;
      const lineEnd = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1;
      const end = text.length - lineEnd > HELD_MAX_CHARACTERS ? text.length : lineEnd;
      held = text.slice(end);
      return redact(text.slice(0, end));
    },
    end() {
      const rest = redact(held);
      redact = createRedactor();
      held = "";
      return rest;
    },
  };
}
