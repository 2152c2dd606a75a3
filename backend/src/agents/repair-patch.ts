/** One file's part of a unified diff, its hunks counted anew. */
export interface FilePatch {
  /** As written, e.g. `a/src/main.py`; undefined when the header is missing. */
  oldPath: string;
  newPath: string;
  /** `diff --git`, mode and index lines before the `---` line. */
  headers: string[];
  hunks: Hunk[];
}

export interface Hunk {
  /** Where the hunk says it begins, 1-based; 0 in an empty file. */
  oldStart: number;
  /** Each with its mark: space, `+`, `-` or `\`. */
  lines: string[];
}

const HUNK_HEADER = /^@@(?: -(\d+)(?:,\d+)?(?: \+\d+(?:,\d+)?)?)?(?: @@|\.\.\.|$| )/;
const FENCE_LINE = /^\s*```/;

/**
 * Reads a unified diff as models write it: counts in hunk headers are not trusted, code fences and prose around it are
 * dropped, an empty line is an empty line of context. Returns one part a file; empty when it is no diff.
 */
export function readPatch(text: string): FilePatch[] {
  const lines = text.replace(/\r\n/g, "\n").split("\n");
  const files: FilePatch[] = [];
  let headers: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (isFileHeader(lines, at)) {
      files.push({ oldPath: pathOf(line), newPath: pathOf(lines[at + 1] ?? ""), headers, hunks: [] });
      headers = [];
      at++;
      continue;
    }
    const file = files.at(-1);
    const header = HUNK_HEADER.exec(line);
    if (header && file && headers.length === 0) {
      const end = endOfHunk(lines, at + 1);
      file.hunks.push({ oldStart: Number(header[1] ?? 1), lines: bodyOf(lines.slice(at + 1, end)) });
      at = end - 1;
    } else if (isGitHeader(line)) headers.push(line);
  }
  if (headers.length > 0) files.push({ oldPath: "", newPath: "", headers, hunks: [] });
  return files;
}

/** Writes the parts as a diff that `git apply` takes, with counts that are right. */
export function writePatch(files: readonly FilePatch[]): string {
  return files.map(writeFilePatch).join("");
}

/** A diff whose hunk counts are right: what {@link readPatch} understands, written by {@link writePatch}. */
export function repairPatch(text: string): string {
  return writePatch(readPatch(text));
}

function writeFilePatch({ oldPath, newPath, headers, hunks }: FilePatch): string {
  const written = [...headers, `--- ${oldPath}`, `+++ ${newPath}`];
  let shift = 0;
  for (const { oldStart, lines } of hunks) {
    const removed = lines.filter((line) => line.startsWith(" ") || line.startsWith("-")).length;
    const added = lines.filter((line) => line.startsWith(" ") || line.startsWith("+")).length;
    const from = removed === 0 ? oldStart : Math.max(1, oldStart);
    // A side without lines is named by the line before it (POSIX diff, unified format).
    const to = from + shift + (removed === 0 ? 1 : 0) - (added === 0 ? 1 : 0);
    written.push(`@@ -${from},${removed} +${Math.max(added === 0 ? 0 : 1, to)},${added} @@`, ...lines);
    shift += added - removed;
  }
  return `${written.join("\n")}\n`;
}

function isFileHeader(lines: readonly string[], at: number): boolean {
  return /^--- \S/.test(lines[at] ?? "") && /^\+\+\+ \S/.test(lines[at + 1] ?? "");
}

function isGitHeader(line: string): boolean {
  return /^(?:diff --git |index |new file mode |deleted file mode |old mode |new mode |similarity index |dissimilarity index |rename |copy |GIT binary patch|Binary files )/.test(
    line,
  );
}

function endOfHunk(lines: readonly string[], from: number): number {
  let end = from;
  while (end < lines.length) {
    const line = lines[end] ?? "";
    if (HUNK_HEADER.test(line) || line.startsWith("diff --git ") || FENCE_LINE.test(line) || isFileHeader(lines, end))
      break;
    end++;
  }
  return end;
}

/** Blank lines at the end are the diff's, not the file's; a line without a mark has lost its space. */
function bodyOf(lines: readonly string[]): string[] {
  const body = [...lines];
  while (body.at(-1)?.trim() === "" && !body.at(-1)?.startsWith(" ")) body.pop();
  return body.map((line) => (/^[ +\-\\]/.test(line) ? line : ` ${line}`));
}

function pathOf(header: string): string {
  return header.slice("--- ".length).replace(/\t.*$/, "").trim();
}
