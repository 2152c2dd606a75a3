import { CommandError } from "../errors.ts";

const MAX_PATTERN_CHARACTERS = 32_764;
const INLINE_FLAGS = /^\(\?([imsx]+)\)/;

/**
 * A PCRE pattern and its options (`i`, `m`, `s`, `x`, `u`) as a RegExp. Throws BadValue on unknown options and
 * Location51091 on a pattern that does not compile.
 */
export function toPattern(source: string, options: string): RegExp {
  if (source.length > MAX_PATTERN_CHARACTERS) throw new CommandError("Location51091", "Regular expression is too long");
  if (/[^imsxu]/.test(options)) throw new CommandError("Location51091", `invalid flag in regex options: ${options}`);
  const inline = INLINE_FLAGS.exec(source);
  const letters = new Set(`${options}${inline?.[1] ?? ""}`);
  const body = inline ? source.slice(inline[0].length) : source;
  const flags = ["i", "m", "s"].filter((letter) => letters.has(letter)).join("");
  const pattern = letters.has("x") ? withoutComments(body) : body;
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError("Location51091", `Regular expression is invalid: ${reason}`);
  }
}

/** Drops the blanks and comments which the `x` option allows outside of character classes. */
function withoutComments(pattern: string): string {
  return pattern.replace(/(\\.|\[(?:\\.|[^\]])*\])|\s+|#[^\n]*/gs, (_all, kept: string | undefined) => kept ?? "");
}
