import { quoteShell } from "../quote-shell.ts";
import { rewrite } from "../remedies.ts";

/**
 * Puts a line into a Python file where an import may stand: behind the shebang, comments, the docstring and
 * `from __future__`, before everything else. The line comes in as the awk variable `added`.
 */
const INSERT_IMPORT = `
!placed && inside { print; if (index($0, quote)) inside = 0; next }
!placed && /^[ \\t\\r]*$/ { print; next }
!placed && /^#/ { print; next }
!placed && !seen && match($0, /^[rRuU]?("""|\\047\\047\\047)/) {
  seen = 1
  quote = substr($0, RLENGTH - 2, 3)
  rest = substr($0, RLENGTH + 1)
  print
  if (!index(rest, quote)) inside = 1
  next
}
!placed && !seen && /^("[^"]*"|\\047[^\\047]*\\047)[ \\t\\r]*$/ { seen = 1; print; next }
!placed && /^from __future__ import/ { print; if (/\\(/ && !/\\)/) { inside = 1; quote = ")" } next }
!placed { print added; placed = 1 }
{ print }
END { if (!placed) print added }
`.trim();

/** Shell lines that import a standard module in a file, unless it is imported already. */
export function importModule(module: string, file: string): string[] {
  const path = quoteShell(file);
  const line = quoteShell(`import ${module}`);
  return [
    `if grep -qx ${line} ${path}; then exit 0; fi`,
    ...rewrite(path, `-v added=${line} ${quoteShell(INSERT_IMPORT)}`),
  ];
}

/** Shell lines that import names from \`collections.abc\` which a file imports from \`collections\`, and leave its other names. */
export function importFromCollectionsAbc(names: readonly string[], file: string): string[] {
  const program = `
BEGIN { count = split(${JSON.stringify(names.join(" "))}, list, " "); for (i = 1; i <= count; i++) moved[list[i]] = 1 }
/^[ \\t]*from[ \\t]+collections[ \\t]+import[ \\t]+[A-Za-z_]/ {
  ending = /\\r$/ ? "\\r" : ""
  match($0, /^[ \\t]*/)
  indent = substr($0, 1, RLENGTH)
  body = $0
  sub(/^[ \\t]*from[ \\t]+collections[ \\t]+import[ \\t]+/, "", body)
  sub(/[ \\t]*(#.*)?\\r?$/, "", body)
  count = split(body, part, /[ \\t]*,[ \\t]*/)
  left = ""; gone = ""
  for (i = 1; i <= count; i++) {
    name = part[i]
    sub(/[ \\t].*$/, "", name)
    if (name in moved) { if (gone != "") gone = gone ", "; gone = gone part[i] }
    else if (name != "") { if (left != "") left = left ", "; left = left part[i] }
  }
  if (gone != "") {
    if (left != "") print indent "from collections import " left ending
    print indent "from collections.abc import " gone ending
    next
  }
}
{ print }`.trim();
  return rewrite(quoteShell(file), quoteShell(program));
}

/** Shell lines that add a requirement to a file that is there, unless it is listed already. */
export function addRequirement(name: string, file: string): string[] {
  const path = quoteShell(file);
  const word = quoteShell(name);
  return [
    `test -f ${path}`,
    `if awk -v name=${word} ${quoteShell('{ line = tolower($0); sub(/[^a-z0-9._-].*$/, "", line); if (line == tolower(name)) found = 1 } END { exit !found }')} ${path}; then exit 0; fi`,
    `if [ -s ${path} ] && [ "$(tail -c 1 ${path} | wc -l)" -eq 0 ]; then echo >> ${path}; fi`,
    `printf '%s\\n' ${word} >> ${path}`,
  ];
}
