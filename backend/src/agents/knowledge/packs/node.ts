import { script } from "../remedies.ts";
import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** What brings a lock file up to date without running any package's script. */
const REFRESH_LOCKFILE = {
  npm: "npm install --package-lock-only --ignore-scripts",
  pnpm: "pnpm install --lockfile-only --ignore-scripts",
  yarn: "yarn install --mode=update-lockfile",
  yarnClassic: "yarn install --ignore-scripts",
  bun: "bun install --lockfile-only --ignore-scripts",
} as const;
const NPM = "npm (?:error|ERR!) ";

/** Node.js and its package managers. */
export const NODE: readonly Rule[] = [
  {
    id: "node/lockfile-out-of-sync",
    category: "lockfile",
    severity: "medium",
    confidence: 0.97,
    pattern: new RegExp(
      `${NPM}\`npm ci\` can only install packages when|${NPM}code EUSAGE|ERR_PNPM_OUTDATED_LOCKFILE|The lockfile would have been modified by this install|Your lockfile needs to be updated|lockfile had changes, but lockfile is frozen`,
    ),
    explain(found) {
      const words = found.field("0");
      const tool = lockfileTool(words);
      const missing = found.below(/Missing: (?<name>\S+) from lock file/, 10)?.groups?.name;
      if (
        tool === "npm" &&
        missing === undefined &&
        found.below(/in sync/, 10) === undefined &&
        !/sync/.test(words) &&
        !/can only/.test(words)
      )
        return null;
      return {
        title: missing
          ? `The lock file does not have \`${missing}\`, which package.json asks for`
          : "The lock file does not match package.json",
        rootCause:
          "package.json was changed without its lock file, and an install that may not change the lock file refuses.",
        remedy: script(
          "Bring the lock file up to date",
          "Only the lock file changes; no package's script is run.",
          [REFRESH_LOCKFILE[tool]],
          { network: true },
        ),
      };
    },
  },
  told({
    id: "node/no-lockfile",
    category: "lockfile",
    confidence: 0.95,
    pattern: /The `npm ci` command can only install with an existing package-lock\.json|ERR_PNPM_NO_LOCKFILE/,
    title: "There is no lock file to install from",
    cause: "`npm ci` and its like install what the lock file says, and none was committed.",
    todo: "Make and commit the lock file",
    why: "No package's script is run.",
    script: (found) => [found.field("0").includes("PNPM") ? REFRESH_LOCKFILE.pnpm : REFRESH_LOCKFILE.npm],
    network: true,
    undo: "Delete the lock file.",
  }),
  told({
    id: "node/missing-file",
    category: "missing_file",
    severity: "high",
    confidence: 0.9,
    pattern:
      /(?:Cannot find module|Failed to resolve import|Can't resolve|Could not resolve) ['"](?<name>\.{0,2}\/[^'"]+)['"]/,
    title: "The file `{name}` that is imported does not exist",
    cause: "A file of the repository is imported that is missing, not built, or written with other letters.",
    todo: "Find out where {name} went",
    why: "The log names the import, not what should be there.",
  }),
  told({
    id: "node/missing-module",
    category: "dependency",
    severity: "high",
    confidence: 0.9,
    pattern:
      /(?:Cannot find module|Cannot find package|[Ff]ailed to resolve import|Can't resolve|Could not resolve) ['"](?<name>@[\w.-]+\/[\w.-]+|[\w.-]+)[/'"]/,
    title: "The package `{name}` is imported but not installed",
    cause: "No package.json that the job installed from asks for {name}.",
    todo: "Add {name} to package.json, or install before this step",
    why: "Which version is meant, and in which package.json, the log does not say.",
  }),
  told({
    id: "node/missing-script",
    category: "configuration",
    confidence: 0.96,
    pattern:
      /(?:Missing script: "(?<name>[^"]+)"|ERR_PNPM_NO_SCRIPT.*Missing script: (?<other>\S+)|error Command "(?<third>[^"]+)" not found|ERR_PNPM_RECURSIVE_EXEC_FIRST_FAIL\s+Command "(?<fourth>[^"]+)" not found)/,
    title: "package.json has no script `{name|other|third|fourth}`",
    cause: "The job runs a script that package.json does not define.",
    todo: "Define the script, or correct its name in the job",
    why: "What the script should do, the log does not say.",
  }),
  told({
    id: "node/peer-conflict",
    category: "dependency",
    confidence: 0.92,
    pattern: new RegExp(`${NPM}code ERESOLVE|ERR_PNPM_PEER_DEP_ISSUES`),
    title: "Two packages ask for versions of a third that do not go together",
    cause: "npm cannot resolve the peer dependencies.",
    todo: "Choose versions that go together",
    why: "Which package to move is a decision; the log lists both sides.",
  }),
  told({
    id: "node/no-such-package",
    category: "dependency",
    severity: "high",
    confidence: 0.93,
    pattern: new RegExp(
      `${NPM}(?:404 +'(?<name>[^']+)' is not in|notarget No matching version found for (?<other>\\S+?)\\.?$)|ERR_PNPM_(?:FETCH_404|NO_MATCHING_VERSION(?:  No matching version found for (?<third>\\S+))?)|error Couldn't find (?:any versions for "(?<fourth>[^"]+)"|package "(?<fifth>[^"]+)")`,
    ),
    title: "The registry has no `{name|other|third|fourth|fifth}`",
    cause: "The name or the version does not exist, or the registry shows it only to those who sign in.",
    todo: "Correct the name or the version, or give the job access",
    why: "Which of these it is, the log does not say.",
  }),
  told({
    id: "node/wrong-version",
    category: "configuration",
    confidence: 0.92,
    pattern: new RegExp(
      `${NPM}code EBADENGINE|The engine "node" is incompatible with this module\\. Expected version "(?<wanted>[^"]+)"|ERR_PNPM_UNSUPPORTED_ENGINE`,
    ),
    title: "This version of Node.js is not one that the project allows",
    cause: "`engines` in a package.json asks for another version than the job sets up.",
    todo: "Set up the version that is asked for, or widen the range",
    why: "Which of the two is a decision.",
  }),
  told({
    id: "node/package-json-syntax",
    category: "configuration",
    confidence: 0.94,
    pattern: new RegExp(`${NPM}code EJSONPARSE|${NPM}JSON\\.parse (?<text>.+)`),
    title: "package.json is not valid JSON",
    cause: "npm cannot read it: {text}",
    todo: "Mend the syntax of package.json",
    why: "npm names the place; what was meant, it does not.",
  }),
  told({
    id: "node/heap",
    category: "out_of_memory",
    severity: "high",
    confidence: 0.95,
    pattern: /JavaScript heap out of memory/,
    title: "Node ran out of heap memory",
    cause: "The program needed more memory than Node's limit.",
    todo: "Find what grows, or raise --max-old-space-size",
    why: "A higher limit only helps if the machine has the memory.",
  }),
  told({
    id: "node/port-in-use",
    category: "infrastructure",
    confidence: 0.93,
    pattern:
      /(?:(?:tcp\d?|Bind for) (?<bound>\S{0,60}:\d{1,5})\S{0,2} .{0,20})?(?:EADDRINUSE: address already in use|[Aa]ddress already in use|port is already allocated)\s*(?<place>\S*)/,
    title: "The port {bound|place} is already in use",
    cause: "Another program of the job, or an earlier run on the same machine, listens there.",
    todo: "Let the program choose a free port, or stop the other one first",
    why: "Which program holds the port, the log does not say.",
  }),
  told({
    id: "node/browser-missing",
    category: "dependency",
    confidence: 0.94,
    pattern:
      /Executable doesn't exist at \S*(?:ms-playwright|playwright)|The cypress npm package is installed, but the Cypress binary is missing|Could not find Chrome \(ver/,
    title: "The browser that the tests drive is not installed",
    cause: "The package is there, and its browser is downloaded by a command of its own, which the job does not run.",
    todo: "Install the browser in a step before the tests",
    why: "Where the step belongs in the workflow is for a person to say.",
  }),
  told({
    id: "node/eslint-without-configuration",
    category: "configuration",
    confidence: 0.96,
    pattern: /ESLint couldn't find (?:an eslint\.config|a configuration file)/,
    title: "ESLint finds no configuration that it can read",
    cause: "ESLint 9 reads `eslint.config.js` and no longer `.eslintrc`; or the file is missing.",
    todo: "Move the configuration, or keep to ESLint 8",
    why: "Which of the two is a decision.",
  }),
  told({
    id: "node/old-openssl",
    category: "configuration",
    severity: "high",
    confidence: 0.95,
    pattern: /error:0308010C:digital envelope routines::unsupported|ERR_OSSL_EVP_UNSUPPORTED/,
    title: "The bundler uses a hash that this version of Node.js no longer has",
    cause: "webpack 4 and older ask for MD4, which OpenSSL 3 (Node 17 and later) turned off.",
    todo: "Move to webpack 5.61 or later",
    why: "`NODE_OPTIONS=--openssl-legacy-provider` gets around it for a while; to move is a decision.",
  }),
  told({
    id: "node/module-kind",
    category: "configuration",
    severity: "high",
    confidence: 0.93,
    pattern:
      /require is not defined in ES module scope|Cannot use import statement outside a module|\[?ERR_REQUIRE_ESM\]?|module is not defined in ES module scope/,
    title: "A CommonJS file and an ES module are mixed",
    cause: '`"type"` in package.json, the ending of the file, and what the file says do not fit together.',
    todo: "Rename the file (.cjs, .mjs), or write it in the other form",
    why: "Which of the two is a decision.",
  }),
  told({
    id: "node/integrity",
    category: "dependency",
    severity: "high",
    confidence: 0.94,
    pattern:
      /integrity checksum failed when using|npm (?:error|ERR!) code EINTEGRITY|ERR_PNPM_TARBALL_INTEGRITY|YN0018/,
    title: "A package is not the one that the lock file names",
    cause:
      "Its content has another checksum: a broken cache, a proxy that changes it, or another package under the same name.",
    todo: "Clear the cache and run again; if it stays, find out who changed the package",
    why: "A changed package may be an attack; taking over the new checksum would hide it.",
  }),
  told({
    id: "node/package-manager",
    category: "configuration",
    confidence: 0.94,
    pattern:
      /This project is configured to use (?<name>\w+) because|This project's package\.json defines "packageManager": "(?<other>[^"]+)"/,
    title: "The project wants its packages installed by {name|other}",
    cause: '`"packageManager"` in package.json names another one than the job uses.',
    todo: "Let the job use it (`corepack enable`)",
    why: "Where that belongs in the workflow is for a person to say.",
  }),
  told({
    id: "node/native-package",
    category: "dependency",
    severity: "high",
    confidence: 0.9,
    pattern: /gyp ERR! (?:find Python|stack Error: `make` failed|configure error)|node-pre-gyp ERR! build error/,
    title: "A package with native code does not build on the machine",
    cause: "There is no ready binary for this version of Node.js, and the tools to build one are missing or fail.",
    todo: "Take a version that has a binary, or install what the build needs",
    why: "Which of the two is a decision; the lines around say what is missing.",
  }),
  told({
    id: "node/exception",
    category: "runtime_error",
    severity: "high",
    confidence: 0.6,
    pattern: /^(?:Uncaught )?(?<kind>(?:Type|Reference|Range|Syntax|Eval|URI)?Error)(?: \[\w+\])?: (?<text>.+)/,
    title: "{kind}: {text}",
    cause: "The program ended with an error that nothing catches.",
    todo: "Find out what led to the error",
    why: "The stack shows where it was raised; what should have been there, it does not.",
    when: (found) => found.below(/^\s+at \S/, 8) !== undefined,
  }),
];

/** Whose words they are. */
function lockfileTool(words: string): keyof typeof REFRESH_LOCKFILE {
  if (words.includes("PNPM")) return "pnpm";
  if (words.startsWith("The lockfile")) return "yarn";
  if (words.startsWith("Your lockfile")) return "yarnClassic";
  return words.startsWith("lockfile had") ? "bun" : "npm";
}
