/**
 * Colours, cursor movement, titles, links: whole or, at the end of a line, in part. None reaches over its line: what does not end
 * would hide all that follows.
 */
export const ESCAPE_CODES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what is looked for
  /\u001b\][^\u0007\u001b\n]*(?:\u0007|\u001b\\|$)|\u001b[PX^_][^\u001b\n]*(?:\u001b\\|$)|(?:\u001b\[|\u009b)[0-?]*[ -/]*(?:[@-~]|$)|\u001b[ -/]*(?:[0-~]|$)/gm;
