import { testPack } from "../testing/rule-examples.ts";
import { LINT } from "./lint.ts";
import { NODE } from "./node.ts";
import { TYPESCRIPT } from "./typescript.ts";

testPack("Node.js", NODE, {
  "node/lockfile-out-of-sync": {
    is: [
      "npm error code EUSAGE\nnpm error `npm ci` can only install packages when your package.json and package-lock.json are in sync.\nnpm error Missing: left-pad@1.3.0 from lock file",
      " ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with frozen-lockfile",
      "➤ YN0028: │ The lockfile would have been modified by this install, which is explicitly forbidden.",
    ],
    isNot: ["npm error code EUSAGE\nnpm error Usage: npm foo"],
  },
  "node/no-lockfile": {
    is: ["npm error The `npm ci` command can only install with an existing package-lock.json"],
    isNot: ["npm ci"],
  },
  "node/missing-file": {
    is: ["Error: Cannot find module './cart'", "Module not found: Error: Can't resolve '../cart' in '/src'"],
    isNot: ["Error: Cannot find module 'left-pad'"],
  },
  "node/missing-module": {
    is: [
      "Error: Cannot find module 'left-pad'",
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find package '@a/b' imported from x",
    ],
    isNot: ["Error: Cannot find module './cart'"],
  },
  "node/missing-script": { is: ['npm error Missing script: "tset"'], isNot: ["npm error code ELIFECYCLE"] },
  "node/peer-conflict": { is: ["npm ERR! code ERESOLVE"], isNot: ["npm warn ERESOLVE overriding peer dependency"] },
  "node/no-such-package": {
    is: [
      "npm error 404  'lefft-pad@*' is not in this registry.",
      "npm error notarget No matching version found for a@9.9.9.",
    ],
    isNot: ["npm error 500 Internal Server Error"],
  },
  "node/wrong-version": { is: ["npm error code EBADENGINE"], isNot: ["npm warn EBADENGINE Unsupported engine"] },
  "node/package-json-syntax": {
    is: ["npm error JSON.parse Expected double-quoted property name at 145"],
    isNot: ["JSON.parse is slow"],
  },
  "node/heap": {
    is: ["FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory"],
    isNot: ["heap used: 12 MB"],
  },
  "node/port-in-use": {
    is: ["Error: listen EADDRINUSE: address already in use :::3000"],
    isNot: ["listening on :3000"],
  },
  "node/browser-missing": {
    is: ["browserType.launch: Executable doesn't exist at /root/.cache/ms-playwright/chromium-1/chrome"],
    isNot: ["Downloading Chromium"],
  },
  "node/exception": {
    is: ["TypeError: cart.total is not a function\n    at main (/src/a.js:1:2)"],
    isNot: ["TypeError: cart.total is not a function"],
  },
});

testPack("TypeScript", TYPESCRIPT, {
  "typescript/unused-import": {
    is: ["src/cart.ts(1,30): error TS6133: 'roundToCents' is declared but its value is never read."],
    isNot: ["../outside.ts(1,30): error TS6133: 'roundToCents' is declared but its value is never read."],
  },
  "typescript/missing-types": {
    is: ["src/a.ts(1,8): error TS7016: Could not find a declaration file for module 'left-pad'."],
    isNot: ["src/a.ts(1,8): error TS2322: Type 'a'"],
  },
  "typescript/missing-module": {
    is: ["src/a.ts:2:19 - error TS2307: Cannot find module './nope' or its corresponding type declarations."],
    isNot: ["Cannot find module './nope'"],
  },
  "typescript/error": {
    is: ["src/a.ts(4,7): error TS2322: Type 'string' is not assignable to type 'number'."],
    isNot: ["src/a.ts(4,7): warning"],
  },
  "typescript/configuration": {
    is: ["error TS5023: Unknown compiler option 'strictt'."],
    isNot: ["error TS2322: Type 'a'"],
  },
});

testPack("linters and formatters", LINT, {
  "lint/prettier": {
    is: ["[warn] src/a.js\n[warn] Code style issues found in the above file. Run Prettier with --write to fix."],
    isNot: ["All matched files use Prettier code style!"],
  },
  "lint/eslint": {
    is: ["/src/a.js\n  3:7  error  'x' is never used  no-unused-vars\n\n✖ 1 problem (1 error, 0 warnings)"],
    isNot: ["✖ 2 problems (0 errors, 2 warnings)"],
  },
  "lint/eslint-line": { is: ["  3:7  error  'x' is never used  no-unused-vars"], isNot: ["  3:7  warning  x  y"] },
  "lint/biome-format": { is: ["./src/a.ts format ━━━━━━━━━━━"], isNot: ["src/a.ts is fine"] },
  "lint/biome": { is: ["./src/a.ts:3:7 lint/style/useConst  FIXABLE  ━━━━━"], isNot: ["lint passed"] },
  "lint/gofmt": {
    is: ["diff main.go.orig main.go\n--- main.go.orig", "main.go:1: File is not `gofmt`-ed with `-s` (gofmt)"],
    isNot: ["diff a.txt b.txt"],
  },
  "lint/rustfmt": { is: ["Diff in /src/lib.rs:1:\n-a\n+b"], isNot: ["Diff is small"] },
  "lint/terraform-fmt": { is: ["main.tf\n--- old/main.tf\n+++ new/main.tf"], isNot: ["--- old/main.py"] },
  "lint/spotless": {
    is: ["> The following files had format violations:\n Run './gradlew :spotlessApply' to fix these violations."],
    isNot: ["spotless"],
  },
  "lint/clang-format": {
    is: ["src/a.cc:3:1: error: code should be clang-formatted [-Wclang-format-violations]"],
    isNot: ["src/a.cc:3:1: warning: x"],
  },
  "lint/rubocop": {
    is: ["lib/a.rb:3:1: C: [Correctable] Style/StringLiterals: Prefer single-quoted strings."],
    isNot: ["lib/a.rb:3:in `x'"],
  },
  "lint/golangci": {
    is: ["cart/cart.go:12:9: Error return value of `f.Close` is not checked (errcheck)"],
    isNot: ["cart/cart.go:12:9: undefined: totl"],
  },
  "lint/shellcheck": {
    is: ["In a.sh line 3:\n^-- SC2086 (info): Double quote to prevent globbing."],
    isNot: ["see SC2086"],
  },
  "lint/checkstyle": {
    is: ["[ERROR] src/main/java/A.java:[3,1] (javadoc) MissingJavadoc: no doc. [MissingJavadocMethod]"],
    isNot: ["[INFO] src/main/java/A.java"],
  },
});
