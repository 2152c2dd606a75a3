const SUBJECT_MAX_CHARACTERS = 72;

/** The first line of a message: one line of at most 72 characters. */
export function oneLine(text: string): string {
  const line = withoutControls(text).replace(/\s+/g, " ").trim();
  return line.length > SUBJECT_MAX_CHARACTERS ? `${line.slice(0, SUBJECT_MAX_CHARACTERS - 1)}…` : line;
}

/** Text with a space for each control character but the end of a line. */
export function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, " ");
}
