import { quoteShell } from "../quote-shell.ts";
import { manual, rewrite, script } from "../remedies.ts";
import { repositoryPath } from "../repository-path.ts";
import type { Rule } from "../rule.ts";

const PACKAGE = /^(?:@[\w.-]+\/)?[\w.-]+$/;

export const NODE: Rule[] = [
  {
    id: "node/lockfile-out-of-sync",
    category: "lockfile",
    severity: "medium",
    confidence: 0.97,
    pattern:
      /npm (?:error|ERR!) `npm ci` can only install packages when|npm (?:error|ERR!) code EUSAGE|ERR_PNPM_OUTDATED_LOCKFILE|The lockfile would have been modified by this install/,
    explain(found) {
      const tool = /PNPM/.test(found.field("0")) ? "pnpm" : /yarn/i.test(found.command ?? "") ? "yarn" : "npm";
      const refresh = {
        npm: "npm install --package-lock-only --ignore-scripts",
        pnpm: "pnpm install --lockfile-only --ignore-scripts",
        yarn: "yarn install --mode=update-lockfile",
      };
      const missing = found.below(/Missing: (?<name>\S+) from lock file/, 8)?.groups?.name;
      return {
        title: missing
          ? `The lock file does not have \`${missing}\`, which package.json asks for`
          : "The lock file does not match package.json",
        rootCause:
          "package.json was changed without its lock file, and an install that may not change the lock file refuses.",
        remedy: script(
          "Bring the lock file up to date",
          "Only the lock file changes; no package's script is run.",
          [refresh[tool]],
          { network: true },
        ),
      };
    },
  },
  {
    id: "node/missing-module",
    category: "dependency",
    severity: "high",
    confidence: 0.9,
    pattern:
      /(?:Cannot find module|Cannot find package|Failed to resolve import|Module not found: Error: Can't resolve) ['"](?<name>[^'"]+)['"]/,
    explain(found) {
      const name = found.field("name");
      if (
        name.startsWith(".") ||
        name.startsWith("/") ||
        !PACKAGE.test(
          name
            .split("/")
            .slice(0, name.startsWith("@") ? 2 : 1)
            .join("/"),
        )
      ) {
        return {
          title: `The file \`${name}\` that is imported does not exist`,
          rootCause: "A file of the repository is imported that is missing, not built, or written with other letters.",
          remedy: manual(`Find out where ${name} went`, "The log names the import, not what should be there."),
        };
      }
      const wanted = name
        .split("/")
        .slice(0, name.startsWith("@") ? 2 : 1)
        .join("/");
      return {
        title: `The package \`${wanted}\` is imported but not installed`,
        rootCause: `No package.json that the job installed from asks for ${wanted}.`,
        remedy: script(
          `Add ${wanted} to package.json`,
          "The newest version is taken; look whether it is the one meant.",
          [`npm install --package-lock-only --ignore-scripts -- ${quoteShell(wanted)}`],
          { network: true },
        ),
      };
    },
  },
  {
    id: "node/peer-conflict",
    category: "dependency",
    severity: "medium",
    confidence: 0.9,
    pattern: /npm (?:error|ERR!) code ERESOLVE/,
    explain: () => ({
      title: "Two packages ask for versions of a third that do not go together",
      rootCause: "npm cannot resolve the peer dependencies.",
      remedy: manual(
        "Choose versions that go together",
        "Which package to move is a decision; the log lists both sides.",
      ),
    }),
  },
  {
    id: "typescript/unused-import",
    category: "type_check",
    severity: "low",
    confidence: 0.95,
    pattern:
      /^(?<file>[\w@./-]+\.[cm]?tsx?)[(:](?<line>\d+)[,:](?<column>\d+)\)?(?: - |: )error TS6133: '(?<name>[\w$]+)' is declared but its value is never read/,
    explain(found) {
      const file = repositoryPath(found.field("file"));
      const name = found.field("name");
      if (file === undefined || name.includes("$")) return null;
      const line = Number(found.field("line"));
      const program = [
        `NR == ${line} && /^[ \\t]*import[ \\t]/ {`,
        `  if ($0 ~ /^[ \\t]*import[ \\t]+(type[ \\t]+)?${name}[ \\t]+from[ \\t]/) next`,
        `  if ($0 ~ /^[ \\t]*import[ \\t]+(type[ \\t]+)?[{][ \\t]*(type[ \\t]+)?${name}[ \\t]*,?[ \\t]*[}][ \\t]*from[ \\t]/) next`,
        `  if (!sub(/,[ \\t]*(type[ \\t]+)?${name}[ \\t]*[}]/, " }")) if (!sub(/,[ \\t]*(type[ \\t]+)?${name}[ \\t]*,/, ",")) sub(/[{][ \\t]*(type[ \\t]+)?${name}[ \\t]*,[ \\t]*/, "{ ")`,
        "}",
        "{ print }",
      ].join("\n");
      return {
        title: `\`${name}\` is imported in ${file} but never used`,
        rootCause: "The compiler is set to refuse unused names.",
        remedy: script(
          `Remove the unused import of ${name}`,
          "Nothing uses the name, so nothing else changes.",
          rewrite(quoteShell(file), quoteShell(program)),
        ),
      };
    },
  },
  {
    id: "typescript/error",
    category: "type_check",
    severity: "medium",
    confidence: 0.92,
    pattern: /^(?<file>[\w@./-]+\.[cm]?tsx?)[(:](?<line>\d+)[,:]\d+\)?(?: - |: )error TS\d+: (?<text>.+)/,
    explain: (found) => ({
      title: `${found.field("file")}:${found.field("line")}: ${found.field("text")}`,
      rootCause: "The TypeScript compiler refuses the program.",
      remedy: manual("Mend the type error", "The log says what does not fit; what was meant, it does not."),
    }),
  },
  {
    id: "node/prettier",
    category: "format",
    severity: "low",
    confidence: 0.92,
    pattern: /Code style issues (?:found in|were found)|Run Prettier (?:with --write )?to fix/i,
    explain: () => ({
      title: "Files are not formatted as Prettier would",
      rootCause: "prettier --check found files that it would write differently.",
      remedy: script("Run Prettier", "The formatter changes layout only.", ["npx prettier --write ."], {
        network: true,
      }),
    }),
  },
  {
    id: "node/eslint",
    category: "lint",
    severity: "low",
    confidence: 0.88,
    pattern: /^✖ (?<count>\d+) problems? \((?<errors>\d+) errors?, \d+ warnings?\)/,
    explain(found) {
      const fixable = found.below(/(?<count>\d+) errors? and \d+ warnings? potentially fixable/, 3)?.groups?.count;
      const isWhole = fixable === found.field("errors");
      return {
        title: `ESLint finds ${found.field("errors")} errors`,
        rootCause: "Rules of the linter are broken.",
        remedy: isWhole
          ? script("Let ESLint mend what it can", "ESLint says that it can mend all of them.", ["npx eslint --fix ."], {
              network: true,
            })
          : manual("Mend what ESLint names", "ESLint cannot mend all of them by itself."),
      };
    },
  },
  {
    id: "node/heap",
    category: "out_of_memory",
    severity: "high",
    confidence: 0.95,
    pattern: /JavaScript heap out of memory/,
    explain: () => ({
      title: "Node ran out of heap memory",
      rootCause: "The program needed more memory than Node's limit.",
      remedy: manual(
        "Find what grows, or raise --max-old-space-size",
        "A higher limit only helps if the machine has the memory.",
      ),
    }),
  },
];
