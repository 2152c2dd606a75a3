import { applyPatch, structuredPatch } from "diff";
import { findUnseenCharacter } from "./clean-text.ts";
import { type FilePatch, readPatch, writePatch } from "./repair-patch.ts";
import type { SourceFile } from "./source-file.ts";

export type CheckedPatch = { ok: true; patch: string } | { ok: false; problem: string };

const MAX_PATCH_BYTES = 128 * 1024;
/** Lines that may be compared to find where the hunks belong; what needs more is made to waste time. */
const MAX_COMPARISONS = 5_000_000;
const MAX_CHANGED_LINES = 3000;
const CONTEXT_LINES = 3;
const NOTHING = "/dev/null";
const ALLOWED_HEADER =
  /^(?:diff --git |index [0-9a-f]+\.\.[0-9a-f]+(?: 100644| 100755)?$|(?:new|deleted) file mode 100(?:644|755)$)/;

/**
 * Checks a diff from outside: well formed, nothing but plain files inside the workspace, and, when the files are at hand,
 * applies to them. Returns it as it should have been written: counts, positions and line ends repaired.
 */
export function checkPatch(
  text: string,
  files: readonly SourceFile[],
  maxBytes: number = MAX_PATCH_BYTES,
): CheckedPatch {
  if (Buffer.byteLength(text) > maxBytes) return refuse(`the patch is larger than ${maxBytes / 1024} KiB`);
  const parts = readPatch(text);
  if (parts.length === 0)
    return refuse("the patch is not a unified diff (`--- a/path`, `+++ b/path`, `@@ -1,2 +1,3 @@`)");
  const written: string[] = [];
  const seen = new Set<string>();
  for (const part of parts) {
    const problem = findProblem(part);
    if (problem !== undefined) return refuse(problem);
    const path = touchedPath(part);
    if (seen.has(path)) return refuse(`the patch has two parts for ${path}`);
    seen.add(path);
    const checked = files.length === 0 ? { ok: true as const, patch: writePatch([part]) } : applyPart(part, files);
    if (!checked.ok) return checked;
    written.push(checked.patch);
  }
  return { ok: true, patch: written.join("") };
}

function findProblem(part: FilePatch): string | undefined {
  const odd = part.headers.find((header) => !ALLOWED_HEADER.test(header));
  if (odd !== undefined) return `the patch may not say "${odd}": only plain files can be changed, added or deleted`;
  if (part.oldPath === "" || part.hunks.length === 0) return "the patch has a file without hunks";
  const oldPath = stripPrefix(part.oldPath, "a/");
  const newPath = stripPrefix(part.newPath, "b/");
  if (oldPath === NOTHING && newPath === NOTHING) return "the patch names no file";
  if (oldPath !== NOTHING && newPath !== NOTHING && oldPath !== newPath) return "the patch may not rename a file";
  for (const path of new Set([oldPath, newPath])) {
    const problem = path === NOTHING ? undefined : findPathProblem(path);
    if (problem !== undefined) return problem;
  }
  for (const { lines } of part.hunks) {
    if (!lines.some((line) => /^[+-]/.test(line))) return `a hunk of ${touchedPath(part)} changes nothing`;
    for (const line of lines) {
      const unseen = line.startsWith("+") ? findUnseenCharacter(line.replace(/\r$/, "")) : undefined;
      if (unseen !== undefined) return `the patch adds the unseen character ${unseen} to ${touchedPath(part)}`;
    }
  }
  return undefined;
}

function findPathProblem(path: string): string | undefined {
  const quoted = JSON.stringify(path);
  if (
    path.startsWith("/") ||
    /^[A-Za-z]:/.test(path) ||
    path.includes("\\") ||
    path.startsWith("~") ||
    path.startsWith('"')
  ) {
    return `the path ${quoted} is not relative to the repository's root`;
  }
  const segments = path.split("/");
  if (segments.some((segment) => segment === ".." || segment === "." || segment === ""))
    return `the path ${quoted} is not plain`;
  // HFS+ and NTFS have other spellings of .git (CVE-2014-9390).
  if (segments.some((segment) => /^(?:\.git|git~\d+)[ .]*$/i.test(segment))) return `the path ${quoted} is git's own`;
  if (findUnseenCharacter(path) !== undefined) return `the path ${quoted} holds unseen characters`;
  return undefined;
}

/** Applies one part and writes the diff anew from what came out, so that it is exact. */
function applyPart(part: FilePatch, files: readonly SourceFile[]): CheckedPatch {
  const path = touchedPath(part);
  const isNew = part.oldPath === NOTHING;
  const before = files.find((file) => file.path === path)?.content;
  if (isNew && before !== undefined) return refuse(`${path} exists already; change it instead of adding it`);
  if (!isNew && before === undefined) return refuse(`${path} is not among the files you were given`);
  const old = before ?? "";
  const after = applyTo(old, part);
  if (after === undefined) return refuse(`the patch does not apply to ${path}: its context lines are not in the file`);
  if (after === old) return refuse(`the patch changes nothing in ${path}`);
  const isGone = stripPrefix(part.newPath, "b/") === NOTHING;
  if (isGone && after !== "") return refuse(`the patch deletes ${path} but not all of its lines`);
  const patch = writeDiff(path, isNew ? undefined : old, isGone ? undefined : after, part.headers);
  return patch === undefined
    ? refuse(`the patch changes more than ${MAX_CHANGED_LINES} lines of ${path}`)
    : { ok: true, patch };
}

function applyTo(content: string, part: FilePatch): string | undefined {
  const endsInNewline = content === "" || content.endsWith("\n");
  const plain = writePatch([
    { ...part, hunks: part.hunks.map((hunk) => ({ ...hunk, lines: withoutEndMark(hunk.lines) })) },
  ]);
  let comparisons = 0;
  const result = applyPatch(endsInNewline ? content : `${content}\n`, plain, {
    fuzzFactor: 0,
    // Models drop blanks at the end of a line; what is kept is the file's own line. There is none past the file's end.
    compareLine: (_n, line: string | undefined, _operation, patchLine: string | undefined) =>
      ++comparisons <= MAX_COMPARISONS && (line === patchLine || line?.trimEnd() === patchLine?.trimEnd()),
  });
  if (result === false) return undefined;
  return endsInNewline ? result : result.replace(/\n$/, "");
}

function withoutEndMark(lines: readonly string[]): string[] {
  return lines.filter((line) => !line.startsWith("\\"));
}

function writeDiff(
  path: string,
  before: string | undefined,
  after: string | undefined,
  headers: readonly string[],
): string | undefined {
  const difference = structuredPatch("", "", before ?? "", after ?? "", "", "", {
    context: CONTEXT_LINES,
    maxEditLength: MAX_CHANGED_LINES,
  });
  if (difference === undefined) return undefined;
  const isExecutable = headers.some((header) => header.endsWith("mode 100755"));
  const mode = isExecutable ? "100755" : "100644";
  const kind =
    before === undefined ? [`new file mode ${mode}`] : after === undefined ? [`deleted file mode ${mode}`] : [];
  const written = [
    `diff --git a/${path} b/${path}`,
    ...kind,
    `--- ${before === undefined ? NOTHING : `a/${path}`}`,
    `+++ ${after === undefined ? NOTHING : `b/${path}`}`,
  ];
  for (const { oldStart, oldLines, newStart, newLines, lines } of difference.hunks) {
    // The library numbers an empty side from 1, git from 0.
    const from = oldLines === 0 ? oldStart - 1 : oldStart;
    const to = newLines === 0 ? newStart - 1 : newStart;
    written.push(`@@ -${from},${oldLines} +${to},${newLines} @@`, ...lines);
  }
  return `${written.join("\n")}\n`;
}

function touchedPath({ oldPath, newPath }: FilePatch): string {
  return newPath === NOTHING ? stripPrefix(oldPath, "a/") : stripPrefix(newPath, "b/");
}

function stripPrefix(path: string, prefix: string): string {
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}

function refuse(problem: string): CheckedPatch {
  return { ok: false, problem };
}
