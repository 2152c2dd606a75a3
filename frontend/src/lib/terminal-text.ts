/** What a terminal would have shown in the end, without colours: escape codes go, overwritten parts of a line go. */
export function terminalText(raw: string): string {
  return raw.replace(ESCAPE_CODES, "").replace(/\r+\n/g, "\n").split("\n").map(lastWritten).join("\n");
}

/** Colours, cursor movement, titles, links: whole or, at the end of the text, in part. */
export const ESCAPE_CODES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what is looked for
  /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\|$)|\u001b[PX^_][^\u001b]*(?:\u001b\\|$)|(?:\u001b\[|\u009b)[0-?]*[ -/]*(?:[@-~]|$)|\u001b[ -/]*(?:[0-~]|$)/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const OTHER_CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function lastWritten(line: string): string {
  const rewrites = line.split("\r").filter((part) => part !== "");
  return (rewrites.at(-1) ?? "").replace(OTHER_CONTROLS, "");
}
