import { dropTrailingCommasEdit, indentWithTabEdit } from "../edits/text-edits.ts";
import { quoteShell } from "../quote-shell.ts";
import { rewrite, script } from "../remedies.ts";
import { repositoryPath } from "../repository-path.ts";
import type { Found, Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** Removes commas before a closing bracket, on the same line or on the next one that is not empty. */
const DROP_TRAILING_COMMAS = quoteShell(
  [
    "{ line[NR] = $0 }",
    "END {",
    "  for (i = 1; i <= NR; i++) {",
    "    next_one = i + 1",
    "    while (next_one <= NR && line[next_one] ~ /^[ \\t\\r]*$/) next_one++",
    "    text = line[i]",
    '    if (next_one <= NR && line[next_one] ~ /^[ \\t]*(\\]|[}])/) sub(/,[ \\t\\r]*$/, "", text)',
    "    print text",
    "  }",
    "}",
  ].join("\n"),
);
const JSON_FILE = /(?:json\.tool|jq|jsonlint|check-jsonschema)\s+(?:-\S+\s+|'?\.'?\s+)*'?(?<file>[\w./-]+\.json)/;
const PLACE_BEFORE = /(?:in|of|parsing|reading) '?"?(?<file>[\w./-]+\.json)/;

function jsonFile(found: Found): string | undefined {
  const named =
    PLACE_BEFORE.exec(found.field("0")) ?? found.above(PLACE_BEFORE, 3) ?? JSON_FILE.exec(found.command ?? "");
  return named?.groups?.file === undefined ? undefined : repositoryPath(named.groups.file);
}

/** Files that set things up: JSON, YAML, TOML, makefiles, `.env`, conflict markers. */
export const CONFIGURATION: readonly Rule[] = [
  {
    id: "configuration/merge-conflict",
    category: "version_control",
    severity: "high",
    confidence: 0.97,
    pattern: /^\s*(?:\d+ ?\|\s*)?(?:<<<<<<< |>>>>>>> )\S|Merge conflict marker encountered/,
    explain(found) {
      const named = found.above(/^\s*File "(?<file>[^"]+)", line \d+/, 3)?.groups?.file;
      const file = (named === undefined ? undefined : repositoryPath(named)) ?? "a file";
      return {
        title: `A merge conflict was committed in ${file}`,
        rootCause: `The conflict markers of a merge still stand in ${file}, so it cannot be read as source.`,
        remedy: {
          kind: "manual",
          summary: "Resolve the merge conflict",
          why: `Only its authors know which side of the conflict in ${file} is right.`,
        },
      };
    },
  },
  {
    id: "configuration/json-trailing-comma",
    category: "configuration",
    severity: "medium",
    confidence: 0.92,
    pattern:
      /(?:Expecting property name enclosed in double quotes|Illegal trailing comma before end of (?:object|array)|Expected double-quoted property name in JSON at position \d+)[:(\s]*(?:line (?<line>\d+) column \d+)?/,
    explain(found) {
      const file = jsonFile(found);
      if (file === undefined) return null;
      const place = found.field("line") === "" ? "" : ` (at line ${found.field("line")})`;
      return {
        title: `${file} has a comma before a closing bracket${place}`,
        rootCause: "JSON does not allow a comma after the last entry.",
        remedy: script(
          `Remove the trailing comma in ${file}`,
          "Only commas at a line's end that stand before a closing bracket are removed.",
          rewrite(quoteShell(file), DROP_TRAILING_COMMAS),
          { edit: dropTrailingCommasEdit(file) },
        ),
      };
    },
  },
  told({
    id: "configuration/json",
    category: "configuration",
    confidence: 0.85,
    pattern:
      /(?<text>(?:jq: (?:parse )?error(?!: (?:syntax|May need))|Expecting (?:value|property name|',' delimiter|':' delimiter)|Unterminated string|Invalid control character|Extra data|Unexpected (?:token|end of JSON|non-whitespace|string in JSON)|Expected .{1,40} in JSON).{0,80}(?:line \d+|position \d+|JSON).{0,40})/,
    title: "A JSON file cannot be read: {text}",
    cause: "The file is not valid JSON at the place that the log names.",
    todo: "Mend the syntax at that place",
    why: "What was meant, the log does not say.",
  }),
  told({
    id: "configuration/yaml",
    category: "configuration",
    confidence: 0.88,
    pattern:
      /(?<text>(?:yaml: line \d+: .+|mapping values are not allowed here|could not find expected ':'|YAMLException: .+|did not find expected .+|found character .+ that cannot start any token|You have an error in your yaml syntax.+))/,
    title: "A YAML file cannot be read: {text}",
    cause: "The file is not valid YAML at the place that the log names.",
    todo: "Mend the syntax at that place",
    why: "What was meant, the log does not say.",
  }),
  {
    id: "configuration/makefile-spaces",
    category: "configuration",
    severity: "medium",
    confidence: 0.95,
    pattern: /^(?<file>[\w./-]*(?:[Mm]akefile|\.mk)):(?<line>\d+): \*\*\* missing separator/,
    explain(found) {
      const file = repositoryPath(found.field("file"));
      const line = Number(found.field("line"));
      if (file === undefined) return null;
      const program = `NR == ${line} && /^ +[^ ]/ { sub(/^ +/, "\\t"); done = 1 } { print } END { exit !done }`;
      return {
        title: `${file}:${line} is indented with spaces where make needs a tab`,
        rootCause: "A recipe line begins with spaces.",
        remedy: script(
          `Indent line ${line} of ${file} with a tab`,
          "Only the spaces at the line's beginning change. If it has none, the script stops and changes nothing.",
          rewrite(quoteShell(file), quoteShell(program)),
          { edit: indentWithTabEdit(line, file) },
        ),
      };
    },
  },
  told({
    id: "configuration/env-file-missing",
    category: "missing_file",
    confidence: 0.93,
    pattern:
      /(?:^|[\s'"‘/])\.env(?:['"’])?: No such file or directory|cannot open '?(?:\.\/)?\.env\b|ENOENT.*'[^']*\.env'|\.env' does not exist|env file \S*\.env not found|Couldn't find env file: \S*\.env\b/,
    title: "The file .env is not there",
    cause: "A script reads .env, which is not in the repository.",
    todo: "Make .env from .env.example",
    why: "The example's values are used; real secrets have to come from the CI's own store.",
    script: () => ["if [ -e .env ]; then exit 0; fi", "test -f .env.example", "cp .env.example .env"],
    undo: "rm .env",
  }),
];
