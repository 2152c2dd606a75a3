import { type FileEdit, lineEndOf, splitLines } from "./file-edit.ts";

const DOCSTRING_BEGIN = /^[rRuU]?("""|''')/;
const ONE_LINE_DOCSTRING = /^[rRuU]?(?:"[^"\n]*"|'[^'\n]*')\s*$/;
const FUTURE_IMPORT = /^from __future__ import/;

/** Imports a module where imports may stand: behind the shebang, comments, the docstring and `from __future__`. */
export function importModuleEdit(module: string, file: string): FileEdit {
  return {
    file,
    apply(text) {
      const lines = splitLines(text);
      const added = `import ${module}`;
      if (lines.some((line) => line.trim() === added)) return undefined;
      lines.splice(placeForImport(lines), 0, `${added}${lineEndOf(text)}`);
      return lines.join("");
    },
  };
}

/** Index of the first line that is neither comment, nor docstring, nor `from __future__`. */
function placeForImport(lines: readonly string[]): number {
  let hasDocstring = false;
  let index = 0;
  while (index < lines.length) {
    const line = lines[index] ?? "";
    const quote = hasDocstring ? undefined : DOCSTRING_BEGIN.exec(line)?.[1];
    if (quote !== undefined) {
      hasDocstring = true;
      index = endOf(lines, index, line.indexOf(quote) + quote.length, quote);
    } else if (!hasDocstring && ONE_LINE_DOCSTRING.test(line)) {
      hasDocstring = true;
    } else if (FUTURE_IMPORT.test(line)) {
      if (line.includes("(")) index = endOf(lines, index, 0, ")");
    } else if (line.trim() !== "" && !line.startsWith("#")) {
      return index;
    }
    index += 1;
  }
  return lines.length;
}

/** Index of the line in which `closing` stands, from a column of line `from` on. */
function endOf(lines: readonly string[], from: number, column: number, closing: string): number {
  if ((lines[from] ?? "").includes(closing, column)) return from;
  const found = lines.findIndex((line, index) => index > from && line.includes(closing));
  return found === -1 ? lines.length : found;
}

const FROM_COLLECTIONS =
  /^([ \t]*)from[ \t]+collections[ \t]+import[ \t]+([A-Za-z_][\w, \t]*?)[ \t]*(#[^\r\n]*)?(\r?\n)?$/;

/** Imports from `collections.abc` those of the names that a file imports from `collections`, and leaves its other names. */
export function importFromCollectionsAbcEdit(moved: ReadonlySet<string>, file: string): FileEdit {
  return {
    file,
    apply(text) {
      const edited = splitLines(text)
        .map((line) => splitImport(line, moved))
        .join("");
      return edited === text ? undefined : edited;
    },
  };
}

function splitImport(line: string, moved: ReadonlySet<string>): string {
  const [, indent = "", names, comment = "", end = ""] = FROM_COLLECTIONS.exec(line) ?? [];
  if (names === undefined) return line;
  const parts = names.split(",").map((part) => part.trim());
  const gone = parts.filter((part) => moved.has(part.split(/\s/)[0] ?? ""));
  const left = parts.filter((part) => part !== "" && !gone.includes(part));
  if (gone.length === 0) return line;
  const note = comment === "" ? "" : `  ${comment}`;
  const kept = left.length === 0 ? "" : `${indent}from collections import ${left.join(", ")}${end || "\n"}`;
  return `${kept}${indent}from collections.abc import ${gone.join(", ")}${note}${end}`;
}
