import { removeImportEdit } from "../edits/text-edits.ts";
import { quoteShell } from "../quote-shell.ts";
import { rewrite, script } from "../remedies.ts";
import { repositoryPath } from "../repository-path.ts";
import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

const PLACE = "(?<file>[\\w@./-]+\\.[cm]?tsx?)[(:](?<line>\\d+)[,:](?<column>\\d+)\\)?(?: - |: )";

/** The TypeScript compiler. */
export const TYPESCRIPT: readonly Rule[] = [
  {
    id: "typescript/unused-import",
    category: "type_check",
    severity: "low",
    confidence: 0.95,
    pattern: new RegExp(`^${PLACE}error TS6133: '(?<name>[\\w$]+)' is declared but its value is never read`),
    explain(found) {
      const file = repositoryPath(found.field("file"));
      const name = found.field("name");
      if (file === undefined || name.includes("$")) return null;
      return {
        title: `\`${name}\` is imported in ${file} but never used`,
        rootCause: "The compiler is set to refuse unused names.",
        remedy: script(
          `Remove the unused import of ${name}`,
          "Nothing uses the name, so nothing else changes. If it is not an import, the script stops and changes nothing.",
          removeImport(name, Number(found.field("line")), file),
          { edit: removeImportEdit(name, Number(found.field("line")), file) },
        ),
      };
    },
  },
  told({
    id: "typescript/missing-types",
    category: "dependency",
    confidence: 0.92,
    pattern: new RegExp(`^${PLACE}error TS7016: Could not find a declaration file for module '(?<name>@?[\\w./-]+)'`),
    title: "There are no types for the module `{name}`",
    cause: "The package brings no declaration file, and no @types package is installed.",
    todo: "Install the types of {name}, or declare the module",
    why: "Whether a package of types exists, the log does not say.",
  }),
  told({
    id: "typescript/missing-module",
    category: "dependency",
    severity: "high",
    confidence: 0.92,
    pattern: new RegExp(`^${PLACE}error TS2307: Cannot find module '(?<name>[^']+)'`),
    title: "The module `{name}` that {file} imports is not there",
    cause:
      "It is a package that is not installed, or a file that is missing, not built, or written with other letters.",
    todo: "Find out where {name} should come from",
    why: "The log names the import, not what should be there.",
  }),
  told({
    id: "typescript/error",
    category: "type_check",
    confidence: 0.92,
    pattern: new RegExp(`^${PLACE}error (?<code>TS\\d+): (?<text>.+)`),
    title: "{file}:{line}: {text} ({code})",
    cause: "The TypeScript compiler refuses the program.",
    todo: "Mend the type error",
    why: "The log says what does not fit; what was meant, it does not.",
  }),
  told({
    id: "typescript/configuration",
    category: "configuration",
    confidence: 0.9,
    pattern: /^(?:error |Error: )(?<code>TS(?:5\d{3}|6\d{3}|18003)): (?<text>.+)/,
    title: "{text} ({code})",
    cause: "The TypeScript compiler cannot use its configuration.",
    todo: "Correct tsconfig.json",
    why: "What was meant, the log does not say.",
  }),
];

/** Shell lines that take a name out of the import on a line; they fail when there is no such import. */
function removeImport(name: string, line: number, file: string): string[] {
  const space = "[ \\t]*";
  const program = [
    `NR == ${line} && /^[ \\t]*import[ \\t]/ {`,
    `  if ($0 ~ /^[ \\t]*import[ \\t]+(type[ \\t]+)?${name}[ \\t]+from[ \\t]/) { done = 1; next }`,
    `  if ($0 ~ /^[ \\t]*import[ \\t]+[*][ \\t]+as[ \\t]+${name}[ \\t]+from[ \\t]/) { done = 1; next }`,
    `  if ($0 ~ /^[ \\t]*import[ \\t]+(type[ \\t]+)?[{]${space}(type[ \\t]+)?${name}${space},?${space}[}]${space}from[ \\t]/) { done = 1; next }`,
    `  if (sub(/,${space}(type[ \\t]+)?${name}${space},?${space}[}]/, " }")) done = 1`,
    `  else if (sub(/,${space}(type[ \\t]+)?${name}${space},/, ",")) done = 1`,
    `  else if (sub(/[{]${space}(type[ \\t]+)?${name}${space},${space}/, "{ ")) done = 1`,
    "}",
    "{ print }",
    "END { exit !done }",
  ].join("\n");
  return rewrite(quoteShell(file), quoteShell(program));
}
