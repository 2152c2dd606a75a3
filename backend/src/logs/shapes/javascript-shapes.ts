import { type Shape, TEST_LINE } from "./shape.ts";

/** JavaScript and TypeScript: Node, bundlers and package managers. */
export const JAVASCRIPT_SHAPES: readonly Shape[] = [
  {
    id: "js-exception",
    reason: "exception",
    role: "cause",
    weight: 0.8,
    survivedBy: 0.6,
    needs: ["Error", "Exception", "Rejection"],
    start:
      /^(?:\s{0,4})(?:Exception during run: |\[ERROR\] (?=Error: )|Uncaught |Unhandled \w+:? |\[?)?(?:[A-Z]\w{0,60})?(?:Error|Exception|Rejection)(?: \[[A-Z_0-9]+\])?(?::|$)/,
    continues:
      /^(?:\s{2,}(?:at |\S)|\s*\}?$|Require stack:|- \/|\[cause\]|Error occurred prerendering page |\+ actual|[+-] )/,
    stop: TEST_LINE,
    confirm: /^\s+at /,
    before:
      /^(?:(?:node:|file:|\/|[A-Za-z]:\\)\S{1,300}:\d+|\s*\^+|(?!\s*(?:[✓✔√✖✗×]|\d+\)) )(?!.{0,200}\(\d+\/\d+\))\s{2,}\S.*[;{}()=,].*|throw .*|$)$/,
    gap: 1,
  },
  {
    id: "bundler-error",
    reason: "build error",
    role: "cause",
    weight: 0.9,
    start:
      /^(?:\s{0,2})(?:ERROR in |ERROR {1,2}(?:Nuxt Build Error|\[vite|Rollup|Failed to compile)|Module not found: |Module build failed|error during build:|Build failed with \d+ errors?|Failed to compile|✘ \[ERROR\] |X \[ERROR\] |Error: Build failed|(?:\[!\] (?:\(.{1,60}\) )?)?RollupError: |\[vite\]: Rollup failed|Type error: |Parsing ecmascript source|> Build error occurred)/,
    continues:
      /^(?:\s|$|Error: (?!Command ")|\.\/|file: |Module not found|Type error|Could not resolve |\[vite|\S{1,300} \(\d+:\d+\): |\S{1,300}:\d+:\d+: ERROR: |[>│╭╰╵]|https:\/\/nextjs\.org)/,
    stop: /^(?:> Build failed|\d+:\d+\s+(?:Error|Warning): )/,
    gap: 1,
    mergeWithin: 2,
  },
  {
    id: "npm-error",
    reason: "npm error",
    role: "cause",
    weight: 0.86,
    start:
      /^npm (?:ERR!|error) (?:code (?!ELIFECYCLE)\S|(?:\d{3}|Missing script|Invalid|network|notarget|ERESOLVE|enoent|Could not resolve|Unsupported|Missing:|peer |`?npm ci))/,
    continues: /^npm (?:ERR!|error) +\S/,
    stop: /^npm (?:ERR!|error) +(?:A complete log|Clean install a project|Usage:|Options:|To see a list of|For a full report|Run "npm help|Did you mean|Alias|More help)/,
    before: /^npm (?:ERR!|error) +\S/,
    gap: 2,
  },
  {
    id: "npm-lifecycle",
    reason: "script failed",
    role: "consequence",
    weight: 0.25,
    start:
      /^(?:npm (?:ERR!|error) +\S|error Command failed with exit code|\s?ELIFECYCLE |.{0,4}ERR_PNPM_RECURSIVE_RUN|lerna ERR! |error "?.{1,100}"? exited with code)/,
    continues: /^(?:npm (?:ERR!|error)|info Visit |lerna ERR!)/,
  },
  {
    id: "docusaurus",
    reason: "the site does not build",
    role: "cause",
    weight: 0.92,
    start: /^\[ERROR\] (?:Unable to build website|Error: (?:Docusaurus|Unable to build))/,
    continues: /^/,
    stop: /^(?:\s?ELIFECYCLE|\s+at |npm |error Command|\[(?:INFO|SUCCESS)\])/,
  },
  {
    id: "pnpm-yarn-error",
    reason: "package manager error",
    role: "cause",
    weight: 0.87,
    start:
      /^\s{0,2}(?:ERR_PNPM_(?!RECURSIVE)|➤ YN\d{4}: [│└·]? ?.{0,40}(?:✘|Error|Usage|can't be|lockfile would|doesn't|not found)|error (?:Your lockfile|Couldn't find|Received invalid|An unexpected error|.{1,100}: The engine)|error: lockfile had changes|Usage Error: )/,
    continues: /^(?:\s|$|➤ YN(?!0000)\d)/,
    stop: /^\s{0,2}Error: Command "/,
    before: /^\s{0,2}➤ YN(?:(?!0000)\d{4}: [│└] |0000: │ {2,}\S)/,
    gap: 1,
  },
  {
    id: "workspace-output",
    reason: "error of one of the workspace's packages",
    role: "cause",
    weight: 0.78,
    needs: ["failing", "Error", "FAIL ", "● ", "✖ ", " error ", "not ok "],
    start:
      /^[\w@./-]{1,100}[ :](?:test|build|lint|check|type-?check|types|tsc|ci|compile|start|format|e2e|unit)[\w:-]{0,30}: +(?:\d+ failing$|(?:[A-Z]\w{0,60})?Error(?: \[\w{1,60}\])?: |● \S.{0,200} › |FAIL |✖ |\d+:\d+ +error |not ok \d)/,
    continues: /^[\w@./-]{1,100}[ :][\w:-]{1,40}: /,
    stop: /: (?:Failed$|npm (?:ERR!|error)|ERROR: command finished)/,
  },
];
