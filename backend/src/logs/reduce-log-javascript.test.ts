import { describe, expect, it } from "vitest";
import { reduceLog } from "./reduce-log.ts";
import { asGitHubJob, readMarkedLog } from "./testing/marked-log.ts";

const CASES: Record<string, [command: string, output: string]> = {
  "a jest failure with its siblings": [
    "npx jest",
    `
PASS src/error.test.js
FAIL src/cart.test.js
»  ● cart › adds up
»
»    expect(received).toBe(expected) // Object.is equality
»
»    Expected: 3
»    Received: 2
»
»      4 | test("adds up", () => {
»    > 5 |   expect(total([1, 1])).toBe(3);
»        |                         ^
»
»      at Object.toBe (src/cart.test.js:5:25)
»
»  ● cart › removes
»
»    TypeError: cart.remove is not a function
»
»      at Object.remove (src/cart.test.js:9:8)

Test Suites: 1 failed, 1 passed, 2 total
Tests:       2 failed, 4 passed, 6 total`,
  ],
  "a vitest failure": [
    "npx vitest run",
    `
 RUN  v3.0.0 /home/runner/work/a/a

 ✓ src/error.test.ts (2 tests) 3ms
 ❯ src/cart.test.ts (2 tests | 1 failed) 7ms

⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯

» FAIL  src/cart.test.ts > adds up
»AssertionError: expected 2 to be 3 // Object.is equality
»
»- Expected
»+ Received
»
»- 3
»+ 2
»
» ❯ src/cart.test.ts:5:25

⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/1]⎯

 Test Files  1 failed | 1 passed (2)
      Tests  1 failed | 3 passed (4)`,
  ],
  "a mocha failure": [
    "npx mocha",
    `
  error pages
    ✔ renders 404
    1) renders 500


»  1 failing
»
»  1) error pages
»       renders 500:
»
»      AssertionError [ERR_ASSERTION]: 404 == 500
»      + expected - actual
»
»      -404
»      +500
»
»      at Context.<anonymous> (test/error.js:7:12)`,
  ],
  "node's failing tests, not the list before": [
    "node --test",
    `
✔ error page renders (1.6ms)
✖ adds (1.8ms)
ℹ tests 2
ℹ fail 1

»✖ failing tests:
»
»test at a.test.mjs:3:1
»✖ adds (1.8ms)
»  AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:
»
»  2 !== 3
»
»      at TestContext.<anonymous> (file:///home/runner/work/a/a/a.test.mjs:3:29)`,
  ],
  "a playwright failure": [
    "npx playwright test",
    `
Running 2 tests using 1 worker
  ✓  1 [chromium] › tests/error.spec.ts:3:1 › shows the error page (1.2s)
»  1) [chromium] › tests/login.spec.ts:5:3 › signs in ─────────────────────────
»
»    Error: expect(locator).toBeVisible() failed
»
»    Locator: getByText('Welcome')
»    Expected: visible
»
»      at /home/runner/work/a/a/tests/login.spec.ts:9:40

  1 failed
    [chromium] › tests/login.spec.ts:5:3 › signs in ───
  1 passed (9.1s)`,
  ],
  "compiler lines": [
    "npx tsc --noEmit",
    `
»src/cart.ts(4,7): error TS2322: Type 'string' is not assignable to type 'number'.
»src/cart.ts(9,1): error TS2552: Cannot find name 'totl'. Did you mean 'total'?`,
  ],
  "compiler lines as annotations": [
    "npx tsc --noEmit",
    `
»##[error]src/cart.ts(4,7): error TS2322: Type 'string' is not assignable to type 'number'.`,
  ],
  "eslint's list with its file": [
    "npx eslint .",
    `

»/home/runner/work/a/a/src/error-handler.js
»  1:10  warning  Unexpected console statement       no-console
»  3:7   error    'x' is assigned a value but never used  no-unused-vars
»  9:12  error    Expected '===' and instead saw '=='     eqeqeq
»
»✖ 3 problems (2 errors, 1 warning)`,
  ],
  "prettier's list": [
    "npx prettier --check .",
    `
Checking formatting...
»[warn] src/cart.js
»[warn] src/error.js
»[warn] Code style issues found in 2 files. Run Prettier with --write to fix.`,
  ],
  "a lock file that is out of date, from its first line": [
    "npm ci",
    `
»npm error code EUSAGE
»npm error
»npm error \`npm ci\` can only install packages when your package.json and package-lock.json are in sync.
»npm error
»npm error Missing: left-pad@1.3.0 from lock file
npm error
npm error Clean install a project
npm error
npm error Usage:
npm error npm ci
npm error
npm error Options:
npm error [--install-strategy <hoisted|nested|shallow|linked>] [--legacy-bundling]
npm error
npm error Run "npm help ci" for more info
npm error A complete log of this run can be found in: /home/runner/.npm/_logs/x.log`,
  ],
  "the exception, not npm's word on it": [
    "npm run build",
    `
> shop@1.0.0 build
> node build.js

»node:internal/modules/cjs/loader:1210
»  throw err;
»  ^
»
»Error: Cannot find module 'left-pad'
»Require stack:
»- /home/runner/work/a/a/build.js
»    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)
»    at Module._load (node:internal/modules/cjs/loader:1038:27) {
»  code: 'MODULE_NOT_FOUND',
»  requireStack: [ '/home/runner/work/a/a/build.js' ]
»}

Node.js v20.20.2
npm error Lifecycle script \`build\` failed with error:
npm error code 1
npm error path /home/runner/work/a/a`,
  ],
  "webpack's error": [
    "npx webpack",
    `
asset main.js 1.2 KiB [emitted]
»ERROR in ./src/index.js 3:0-24
»Module not found: Error: Can't resolve './cart' in '/home/runner/work/a/a/src'
» @ ./src/index.js 3:0-24

webpack 5.90.0 compiled with 1 error in 812 ms`,
  ],
  "tests that failed in mocha, not what a passing one printed": [
    "npx mocha",
    `
  Router
Error: Not found
    at handler (lib/router.js:1:1)
    ✔ handles 404 errors
    1) matches params


  1 passing (65ms)
»  1 failing
»
»  1) Router
»       matches params:
»      Error: Timeout of 60ms exceeded.
»      at listOnTimeout (node:internal/timers:581:17)`,
  ],
  "cypress' failure without its tables": [
    "npx cypress run",
    `
  cart
    1) sums up


  0 passing (6s)
»  1 failing
»
»  1) cart
»       sums up:
»     AssertionError: Timed out retrying after 4000ms: Expected to find element: #total
»      at Context.eval (webpack://shop/./cypress/e2e/cart.cy.js:12:7)


  (Results)

  │ Failing:      1`,
  ],
  "jest's failure, not what the next test logs": [
    "npx jest --verbose",
    `
PASS src/api.test.js
»  ● cart › sums up
»
»    Expected: 11
»    Received: 10
»
»      at Object.toBe (src/cart.test.js:4:70)

  console.warn
    Warning: request failed with error 500

      at Object.warn (src/api.test.js:1:51)

FAIL src/cart.test.js`,
  ],
  "too little coverage where all tests pass": [
    "npx jest --coverage",
    `
PASS src/cart.test.js
All files |      50 |       25 |   33.33 |   66.66 |
»Jest: "global" coverage threshold for branches (99%) not met: 25%
»Jest: "global" coverage threshold for lines (99%) not met: 66.66%

Test Suites: 2 passed, 2 total`,
  ],
  "the details of ava": [
    "npx ava",
    `
  ✔ error is raised
  ✘ [fail]: adds
»  ─
»
»  adds
»
»  test.js:3
»
»  Difference (- actual, + expected):
»
»  - 2
»  + 3
»
»  › file://test.js:3:20

  ─

  1 test failed`,
  ],
  "jasmine's failures": [
    "npx jasmine",
    `
Started
F.

Failures:
»1) Player plays
»  Message:
»    Expected 1 to be 2.
»  Stack:
»        at UserContext.<anonymous> (spec/a.js:1:52)

2 specs, 1 failure`,
  ],
  "warnings that eslint counts as errors": [
    "npx eslint . --max-warnings 0",
    `
»/home/runner/work/a/a/src/a.js
»  1:1  warning  Unexpected console statement  no-console
»
»✖ 1 problem (0 errors, 1 warning)
»
»ESLint found too many warnings (maximum: 0).`,
  ],
  "the test of one package of a workspace": [
    "pnpm -r test",
    `
packages/a test$ mocha
packages/b test:   1) adds in b
»packages/b test:   1 failing
»packages/b test:   1) adds in b:
»packages/b test:       AssertionError [ERR_ASSERTION]: 2 == 3
packages/b test: Failed
 ERR_PNPM_RECURSIVE_RUN_FIRST_FAIL  @acme/b@1.0.0 test: mocha`,
  ],
  "what yarn would change in its lock file": [
    "yarn install --immutable",
    `
➤ YN0000: ┌ Post-resolution validation
»➤ YN0028: │ @@ -5,6 +5,13 @@
»➤ YN0028: │ +"left-pad@npm:1.3.0":
»➤ YN0028: │ The lockfile would have been modified by this install, which is explicitly forbidden.
➤ YN0000: └ Completed
➤ YN0000: · Failed with errors in 0s 312ms`,
  ],
  "a file that prettier cannot read": [
    "npx prettier --check .",
    `
Checking formatting...
»[error] src/a.ts: SyntaxError: Expression expected. (1:15)
»[error] > 1 | const a = {b: ;
»[error]     |               ^
Error occurred when checking code style in the above file.`,
  ],
  "rollup's error": [
    "npx rollup -c",
    `
src/main.js → dist...
»[!] RollupError: src/main.js (1:8): "foo" is not exported by "src/foo.js"
»    at getRollupError (/home/runner/work/a/a/node_modules/rollup/dist/shared/parseAst.js:326:41)`,
  ],
  "what a script printed, not npm's word on it": [
    "npm test",
    `
> shop@1.0.0 test
> node check.js
Checking 12 files
»tabs in 3 of them
npm ERR! code ELIFECYCLE
npm ERR! errno 1
npm ERR!
npm ERR! Failed at the shop@1.0.0 test script.`,
  ],
  "an error that Docusaurus prints with its stack": [
    "npx docusaurus build",
    `
[INFO] [en] Creating an optimized production build...
»[ERROR] Error: Unable to build website for locale en.
»    at tryToBuildLocale (/home/runner/work/a/a/node_modules/@docusaurus/core/lib/build.js:53:19)
»  [cause]: Error: Docusaurus found broken links!
»      at throwError (/home/runner/work/a/a/node_modules/@docusaurus/logger/lib/index.js:80:11)
»}
[INFO] Docusaurus version: 3.3.2`,
  ],
  "a message of a commit": [
    "npx commitlint --from origin/main",
    `
»⧗   input: Fix stuff
»✖   subject may not be empty [subject-empty]
»✖   type may not be empty [type-empty]

✖   found 2 problems, 0 warnings`,
  ],
  "lines of linters that print one a line": [
    "npx cspell .",
    `
  1/24 ./README.md 412.12ms
»src/cart.ts:3:10 - Unknown word (totl)
»src/cart.ts:9:3 - Unknown word (prize)
CSpell: Files checked: 24, Issues found: 2 in 1 file.`,
  ],
  "Deno's type errors": [
    "deno check mod.ts",
    `
Check file:///home/runner/work/a/a/mod.ts
»error: TS2322 [ERROR]: Type 'string' is not assignable to type 'number'.
»const n: number = "x";
»      ^
»    at file:///home/runner/work/a/a/mod.ts:3:7

Found 1 error.`,
  ],
  "Flow's error": [
    "npx flow check",
    `
»Error ------------------------------------------------ src/a.js:3:10
»
»Cannot return "x" because string [1] is incompatible with number [2]. [incompatible-return]
»
»   3|   return "x";
»              ^^^ [1]

Found 1 error`,
  ],
  "no test that passed, whatever its name": [
    "npm test",
    `
  ✓ rejects an invalid token with Error: denied (1 ms)
  ✔ fails with EACCES: permission denied
»error: snapshot is out of date`,
  ],
  "what next lint found": [
    "npx next lint",
    `
»./app/page.tsx
»3:10  Error: 'useState' is defined but never used.  @typescript-eslint/no-unused-vars

info  - Need to disable some ESLint rules? Learn more here: https://nextjs.org/docs/basic-features/eslint`,
  ],
  "Astro's type error": [
    "npx astro check",
    `
09:12:03 [check] Getting diagnostics for Astro files in /home/runner/work/a/a...
»src/pages/index.astro:3:7 - error ts(2322): Type 'string' is not assignable to type 'number'.
»
»3 const n: number = "x";
»        ~
Result (12 files):
- 1 error`,
  ],
  "Svelte's type error": [
    "npx svelte-check",
    `
Getting Svelte diagnostics...

»/home/runner/work/a/a/src/App.svelte:3:7
»Error: Type 'string' is not assignable to type 'number'. (ts)
»<script lang="ts">
»  let n: number = "x";

====================================
svelte-check found 1 error and 0 warnings in 1 file`,
  ],
  "a change without a changeset": [
    "npx changeset status",
    `
»🦋  error Some packages have been changed but no changesets were found.
»🦋  error If this change doesn't need a release, run changeset add --empty.`,
  ],
  "vulnerabilities that npm knows": [
    "npm audit",
    `
»# npm audit report
»
»braces  <3.0.3
»Severity: high
»
»2 high severity vulnerabilities

To address all issues, run:
  npm audit fix`,
  ],
  "a package that is too large": [
    "npx size-limit",
    `
»  Package size limit has exceeded by 1.21 kB
»  Size limit: 10 kB
»  Size:       11.21 kB with all dependencies, minified and brotlied
  Loading time: 220 ms   on slow 3G`,
  ],
};

describe("evidence in JavaScript logs", () => {
  it.each(Object.entries(CASES))("is %s", (_name, [command, output]) => {
    const { text, first, last } = readMarkedLog(asGitHubJob(command, output));
    expect(reduceLog(text).candidates[0]).toMatchObject({ startLine: first, endLine: last });
  });
});
