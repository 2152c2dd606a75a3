/**
 * Text from outside, as a person may safely read it: what would not show, or would reorder what shows
 * (control characters, zero-width characters, direction marks), is spelled out. For what a person approves.
 */
export function visibleText(text: string): string {
  return text.replace(HIDDEN_CHARACTERS, spelledOut);
}

/** C0 but for tab and newline, DEL and C1, soft hyphen, zero-width and direction marks, line separators, BOM, tags. */
const HIDDEN_CHARACTERS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;

function spelledOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
}
