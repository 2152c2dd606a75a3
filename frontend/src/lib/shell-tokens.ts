export type ShellTokenKind = "plain" | "comment" | "string" | "variable" | "keyword";

export interface ShellToken {
  kind: ShellTokenKind;
  text: string;
}

/**
 * A shell script line by line, in pieces to be coloured; joined they are the script again, character by character.
 * It reads for the eye, not to run: what it takes for the wrong thing is only in the wrong colour.
 */
export function shellTokens(script: string): ShellToken[][] {
  const reading: Reading = { script, at: 0, isCommand: true, heredocs: [], lines: [[]] };
  while (reading.at < script.length) readToken(reading);
  return reading.lines;
}

interface Reading {
  script: string;
  at: number;
  /** The next word stands where a command may begin, so it may be a keyword. */
  isCommand: boolean;
  /** Words that end the here-documents which begin after this line. */
  heredocs: string[];
  lines: ShellToken[][];
}

interface Rule {
  /** Sticky: it is tried where the reading is. */
  pattern: RegExp;
  read(reading: Reading, text: string, found: RegExpExecArray): void;
}

const KEYWORDS = new Set(
  "if then elif else fi for while until do done case esac function return exit set export local trap ! { }".split(" "),
);
const BEGINS_COMMAND = new Set([";", "&", "|", "(", "`"]);

/** The first that fits counts; the last fits always. */
const RULES: readonly Rule[] = [
  { pattern: /\n/y, read: readLineEnd },
  { pattern: /<<-?[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|([\w.-]+))/y, read: readHeredocStart },
  { pattern: /(?<![^\s;&|(])#[^\n]*/y, read: (reading, text) => take(reading, "comment", text) },
  { pattern: /'[^']*'?|"(?:\\[\s\S]|[^"\\])*"?/y, read: (reading, text) => take(reading, "string", text) },
  { pattern: /\$(?:\w+|\{[^}\n]*\}?|[@*#?$!-])/y, read: (reading, text) => take(reading, "variable", text) },
  { pattern: /[ \t]+/y, read: (reading, text) => push(reading, "plain", text) },
  { pattern: /[^\s;&|()<>'"`$\\#]+/y, read: readWord },
  { pattern: /\\?[\s\S]/y, read: readSign },
];

function readToken(reading: Reading): void {
  for (const { pattern, read } of RULES) {
    pattern.lastIndex = reading.at;
    const found = pattern.exec(reading.script);
    if (!found) continue;
    read(reading, found[0], found);
    return;
  }
}

function readHeredocStart(reading: Reading, text: string, [, single, double, bare]: RegExpExecArray): void {
  reading.heredocs.push(single ?? double ?? bare ?? "");
  take(reading, "plain", text);
}

function readWord(reading: Reading, word: string): void {
  const isKeyword = reading.isCommand && KEYWORDS.has(word);
  take(reading, isKeyword ? "keyword" : "plain", word);
  reading.isCommand = isKeyword;
}

function readSign(reading: Reading, sign: string): void {
  take(reading, "plain", sign);
  reading.isCommand = BEGINS_COMMAND.has(sign);
}

/** Ends the line, and takes the here-documents that begin there as they are. */
function readLineEnd(reading: Reading): void {
  reading.at += 1;
  reading.lines.push([]);
  reading.isCommand = true;
  for (const end of reading.heredocs.splice(0)) readHeredoc(reading, end);
}

function readHeredoc(reading: Reading, end: string): void {
  while (reading.at < reading.script.length) {
    const newline = reading.script.indexOf("\n", reading.at);
    const line = reading.script.slice(reading.at, newline === -1 ? undefined : newline);
    push(reading, "string", line);
    if (newline === -1 || line.trim() === end) return;
    push(reading, "string", "\n");
  }
}

function take(reading: Reading, kind: ShellTokenKind, text: string): void {
  push(reading, kind, text);
  reading.isCommand = false;
}

/** Adds text of one kind, which may go over several lines. */
function push(reading: Reading, kind: ShellTokenKind, text: string): void {
  reading.at += text.length;
  text.split("\n").forEach((part, index) => {
    if (index > 0) reading.lines.push([]);
    if (part !== "") reading.lines.at(-1)?.push({ kind, text: part });
  });
}
