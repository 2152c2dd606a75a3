import { quoteShell } from "../quote-shell.ts";
import { manual, rewrite, script } from "../remedies.ts";
import { repositoryPath } from "../repository-path.ts";
import type { Found, Rule } from "../rule.ts";

const FRAME = /^\s*File "(?<file>[^"]+)", line (?<line>\d+)/;
/** Modules of Python's standard library that are often used without their import. */
const STANDARD = new Set(
  "abc argparse array ast asyncio base64 bisect calendar collections contextlib copy csv dataclasses datetime decimal enum functools glob gzip hashlib heapq hmac html http inspect io itertools json logging math operator os pathlib pickle platform pprint queue random re secrets shlex shutil signal socket sqlite3 statistics string struct subprocess sys tempfile textwrap threading time traceback typing unittest urllib uuid warnings weakref xml zipfile zlib".split(
    " ",
  ),
);
const ABSTRACT = new Set(
  "Awaitable Callable Collection Container Coroutine Generator Hashable ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping MutableSequence MutableSet Reversible Sequence Set Sized ValuesView".split(
    " ",
  ),
);
/** Puts a line before the first import of a file; behind the first line where that is a shebang, in a file without imports. */
const INSERT_IMPORT = quoteShell(
  "!done && /^(import [A-Za-z_]|from [A-Za-z_.]+ import )/ && !/^from __future__/ { print added; done = 1 } { print }",
);
const PREPEND_IMPORT = quoteShell("NR == 1 && !/^#!/ { print added } { print } NR == 1 && /^#!/ { print added }");

function frame(found: Found): string | undefined {
  const named = found.above(FRAME, 12)?.groups?.file;
  return named === undefined ? undefined : repositoryPath(named);
}

export const PYTHON: Rule[] = [
  {
    id: "python/merge-conflict",
    category: "version_control",
    severity: "high",
    confidence: 0.97,
    pattern: /^\s*(?:<<<<<<< |>>>>>>> )\S/,
    explain(found) {
      const file = frame(found) ?? "a file";
      return {
        title: `A merge conflict was committed in ${file}`,
        rootCause: `The conflict markers of a merge still stand in ${file}, so it cannot be read as source.`,
        remedy: manual(
          "Resolve the merge conflict",
          `Only its authors know which side of the conflict in ${file} is right.`,
        ),
      };
    },
  },
  {
    id: "python/standard-module-not-imported",
    category: "runtime_error",
    severity: "high",
    confidence: 0.97,
    pattern: /^(?:E\s+)?NameError: (?:global )?name '(?<name>[A-Za-z_]\w*)' is not defined/,
    explain(found) {
      const name = found.field("name");
      const file = frame(found);
      const where = file ?? "the program";
      if (!STANDARD.has(name) || file === undefined) {
        return {
          title: `\`${name}\` is used in ${where} but not defined`,
          rootCause: `Nothing defines or imports the name ${name} before it is used.`,
          remedy: manual(`Define or import ${name}`, `The log does not say where ${name} should come from.`),
        };
      }
      const path = quoteShell(file);
      return {
        title: `\`${name}\` is used in ${file} but never imported`,
        rootCause: `${file} uses the standard module ${name}, and no import brings it in.`,
        remedy: script(`Import ${name} in ${file}`, `${name} is a module of Python's standard library.`, [
          `if grep -qE '^(import [A-Za-z_]|from [A-Za-z_.]+ import )' ${path}`,
          `then awk -v added='import ${name}' ${INSERT_IMPORT} ${path} > .pipewright.tmp`,
          `else awk -v added='import ${name}' ${PREPEND_IMPORT} ${path} > .pipewright.tmp`,
          "fi",
          `cat .pipewright.tmp > ${path}`,
          "rm -f .pipewright.tmp",
        ]),
      };
    },
  },
  {
    id: "python/alias-moved-to-collections-abc",
    category: "runtime_error",
    severity: "high",
    confidence: 0.97,
    pattern: /^(?:E\s+)?ImportError: cannot import name '(?<name>[A-Za-z]+)' from 'collections'/,
    explain(found) {
      const name = found.field("name");
      const file = frame(found);
      if (!ABSTRACT.has(name) || file === undefined) return null;
      const path = quoteShell(file);
      return {
        title: `${file} imports \`${name}\` from collections, where it no longer is`,
        rootCause: `Python 3.10 removed the aliases of collections.abc from collections; ${name} is imported by its old name.`,
        remedy: script(
          `Import ${name} from collections.abc in ${file}`,
          "The names are the same ones, in their own module.",
          [
            ...rewrite(
              path,
              `${quoteShell(`/^[ \\t]*from collections import / && /${name}/ { sub(/from collections import/, "from collections.abc import") } { print }`)}`,
            ),
          ],
        ),
      };
    },
  },
  {
    id: "python/module-not-in-requirements",
    category: "dependency",
    severity: "medium",
    confidence: 0.95,
    pattern: /No module named '(?<name>[\w.-]+)' in (?<file>[\w./-]*requirements[\w.-]*\.txt)/,
    explain(found) {
      const file = repositoryPath(found.field("file"));
      if (file === undefined) return null;
      return {
        title: `\`${found.field("name")}\` is imported but not listed in ${file}`,
        rootCause: `The program imports ${found.field("name")}, and ${file} does not declare it.`,
        remedy: declare(found.field("name"), file),
      };
    },
  },
  {
    id: "python/missing-module",
    category: "dependency",
    severity: "high",
    confidence: 0.92,
    pattern: /(?:ModuleNotFoundError|ImportError|ERROR): No module named '?(?<name>[A-Za-z_][\w.-]*)'?/,
    explain(found) {
      const name = (found.field("name").split(".")[0] ?? "").trim();
      const local = found.field("name").includes(".");
      return {
        title: `The Python module \`${name}\` is not installed`,
        rootCause: `The program imports ${name}, and the environment of the job does not have it.`,
        remedy: local
          ? manual(
              `Make ${found.field("name")} importable`,
              "It may be a module of the repository that is missing or not on the path.",
            )
          : declare(name, "requirements.txt"),
      };
    },
  },
  {
    id: "python/syntax-error",
    category: "compile",
    severity: "high",
    confidence: 0.9,
    pattern: /^(?:E\s+)?(?<kind>SyntaxError|IndentationError|TabError): (?<text>.+)/,
    explain(found) {
      const file = frame(found) ?? "a source file";
      return {
        title: `${file} is not valid Python: ${found.field("text")}`,
        rootCause: `Python cannot read ${file}, so nothing that imports it can run.`,
        remedy: manual(`Mend the syntax of ${file}`, "The log shows where it breaks, not what was meant."),
      };
    },
  },
  {
    id: "python/json-trailing-comma",
    category: "configuration",
    severity: "medium",
    confidence: 0.9,
    pattern:
      /(?:Expecting property name enclosed in double quotes|Illegal trailing comma before end of (?:object|array)): line (?<line>\d+) column \d+/,
    explain(found) {
      const named = /json\.tool\s+(?:--\S+\s+)*'?(?<file>[\w./-]+\.json)/.exec(found.command ?? "")?.groups?.file;
      const file = named === undefined ? undefined : repositoryPath(named);
      if (file === undefined) return null;
      const path = quoteShell(file);
      const program =
        'NR > 1 { if ($0 ~ /^[ \\t]*(\\]|[}])/) sub(/,[ \\t\\r]*$/, "", held); print held } { held = $0 } END { print held }';
      return {
        title: `${file} has a comma after its last entry (line ${Number(found.field("line")) - 1})`,
        rootCause: "JSON does not allow a comma before a closing bracket.",
        remedy: script(
          `Remove the trailing comma in ${file}`,
          "Only commas that stand before a closing bracket are removed.",
          rewrite(path, quoteShell(program)),
        ),
      };
    },
  },
  {
    id: "python/formatter",
    category: "format",
    severity: "low",
    confidence: 0.92,
    pattern: /^(?:would reformat (?<file>\S+)|Would reformat: (?<other>\S+)|\d+ files? would be reformatted)/,
    explain(found) {
      const tool = /\bruff\b/.test(found.command ?? "") || found.field("other") !== "" ? "ruff format" : "black";
      return {
        title: "Python files are not formatted",
        rootCause: `${tool} --check found files that it would write differently.`,
        remedy: script(`Run ${tool}`, "The formatter changes layout only.", [`${tool} .`]),
      };
    },
  },
];

function declare(name: string, file: string) {
  const path = quoteShell(file);
  const word = quoteShell(name);
  return script(
    `Add ${name} to ${file}`,
    `The package usually has the module's name; look whether ${name} is the one meant.`,
    [
      `touch ${path}`,
      `grep -qixF -- ${word} ${path} && exit 0`,
      `if [ -s ${path} ] && [ "$(tail -c 1 ${path} | wc -l)" -eq 0 ]; then echo >> ${path}; fi`,
      `printf '%s\\n' ${word} >> ${path}`,
    ],
  );
}
