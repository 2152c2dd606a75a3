/**
 * Text from outside, as a person may safely read it: what would not show, or would reorder what shows
 * (control characters, zero-width characters, direction marks, fillers), is spelled out. For what a person approves.
 */
export function visibleText(text: string): string {
  return text.replace(HIDDEN_CHARACTERS, spelledOut);
}

/**
 * C0 but for tab and newline, DEL and C1, line separators, direction marks, annotations, and all that Unicode says is drawn as
 * nothing; but for the selectors by which an emoji is one.
 */
export const HIDDEN_CHARACTERS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\ufff9-\ufffb]|(?!(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}/gu;

function spelledOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
}
