export type DiffLineKind = "added" | "removed" | "context" | "hunk" | "note";

export interface DiffLine {
  kind: DiffLineKind;
  /** 1-based line number before and after; absent where the line does not exist on that side. */
  before?: number;
  after?: number;
  text: string;
}

export interface DiffFile {
  path: string;
  /** What happened to the file as a whole, e.g. `new file`, `renamed from a.py`; none for a plain change. */
  changes: string[];
  added: number;
  removed: number;
  lines: DiffLine[];
}

/** Reads a unified diff, with or without git's headers. What is not understood is kept as a note, never dropped. */
export function parseDiff(diff: string): DiffFile[] {
  const reading: Reading = { files: [], owed: { before: 0, after: 0 }, next: { before: 0, after: 0 } };
  if (diff === "") return [];
  for (const line of diff.replace(/\n$/, "").split("\n")) {
    if (reading.owed.before > 0 || reading.owed.after > 0) readBody(reading, line);
    else readHeader(reading, line);
  }
  return reading.files;
}

/** Where in the diff the reading is. The lines that a hunk still owes decide whether `--- x` is a header or a removed line. */
interface Reading {
  files: DiffFile[];
  owed: Sides;
  next: Sides;
}

interface Sides {
  before: number;
  after: number;
}

function readBody(reading: Reading, line: string): void {
  const file = currentFile(reading);
  const text = line.slice(1);
  if (line.startsWith("+")) {
    file.lines.push({ kind: "added", after: take(reading, "after"), text });
    file.added += 1;
  } else if (line.startsWith("-")) {
    file.lines.push({ kind: "removed", before: take(reading, "before"), text });
    file.removed += 1;
  } else if (line.startsWith("\\")) {
    file.lines.push({ kind: "note", text: line });
  } else {
    file.lines.push({ kind: "context", before: take(reading, "before"), after: take(reading, "after"), text });
  }
}

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

function readHeader(reading: Reading, line: string): void {
  const hunk = HUNK.exec(line);
  if (hunk) {
    reading.next = { before: Number(hunk[1]), after: Number(hunk[3]) };
    reading.owed = { before: Number(hunk[2] ?? 1), after: Number(hunk[4] ?? 1) };
    currentFile(reading).lines.push({ kind: "hunk", text: line });
  } else if (line.startsWith("diff --git ")) {
    startFile(reading, pathOfGitHeader(line));
  } else if (line.startsWith("--- ")) {
    const file = reading.files.at(-1);
    if (!file || file.lines.length > 0) startFile(reading, plainPath(line.slice(4)));
  } else if (line.startsWith("+++ ")) {
    const path = plainPath(line.slice(4));
    if (path !== "/dev/null") currentFile(reading).path = path;
  } else {
    readOther(reading, line);
  }
}

const TELLS_NOTHING = /^(index [0-9a-f]|similarity index |rename to |copy to |$)/;

function readOther(reading: Reading, line: string): void {
  if (TELLS_NOTHING.test(line)) return;
  const file = reading.files.at(-1);
  const change = file && file.lines.length === 0 ? changeWords(line) : undefined;
  if (file && change) file.changes.push(change);
  else currentFile(reading).lines.push({ kind: "note", text: line });
}

function take(reading: Reading, side: keyof Sides): number {
  reading.owed[side] -= 1;
  const number = reading.next[side];
  reading.next[side] += 1;
  return number;
}

function currentFile(reading: Reading): DiffFile {
  return reading.files.at(-1) ?? startFile(reading, "");
}

function startFile(reading: Reading, path: string): DiffFile {
  const file: DiffFile = { path, changes: [], added: 0, removed: 0, lines: [] };
  reading.files.push(file);
  return file;
}

function pathOfGitHeader(line: string): string {
  const paths = line.slice("diff --git ".length);
  const after = paths.lastIndexOf(" b/");
  return after === -1 ? paths : paths.slice(after + 3);
}

function plainPath(header: string): string {
  const path = header.split("\t")[0] ?? header;
  return path.replace(/^[ab]\//, "");
}

const MODE_WORDS: Record<string, string> = {
  "100644": "plain file",
  "100755": "executable",
  "120000": "symbolic link",
  "160000": "submodule",
};

/** Words for a git header that changes the file as a whole; undefined for a line that is no such header. */
function changeWords(line: string): string | undefined {
  const mode = /^(new file|deleted file|old|new) mode (\d+)$/.exec(line);
  if (mode) {
    const kind = MODE_WORDS[mode[2] ?? ""] ?? `mode ${mode[2]}`;
    if (mode[1] === "new file") return kind === "plain file" ? "new file" : `new file, ${kind}`;
    if (mode[1] === "deleted file") return "deleted";
    return mode[1] === "old" ? `was ${kind}` : `is now ${kind}`;
  }
  if (line.startsWith("rename from ")) return `renamed from ${line.slice("rename from ".length)}`;
  if (line.startsWith("copy from ")) return `copied from ${line.slice("copy from ".length)}`;
  return undefined;
}
