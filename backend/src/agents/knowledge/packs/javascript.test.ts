import { testPack } from "../testing/rule-examples.ts";
import { BUNDLERS } from "./bundlers.ts";
import { CODE_CHECKS } from "./code-checks.ts";
import { LINT } from "./lint.ts";
import { NODE } from "./node.ts";
import { TYPESCRIPT } from "./typescript.ts";

testPack("Node.js", NODE, {
  "node/eslint-without-configuration": {
    is: ["Oops! Something went wrong! :(\n\nESLint: 9.0.0\n\nESLint couldn't find an eslint.config.(js|mjs|cjs) file."],
    isNot: ["ESLint: 9.0.0"],
  },
  "node/old-openssl": {
    is: [
      "Error: error:0308010C:digital envelope routines::unsupported\n    at new Hash (node:internal/crypto/hash:71:19)",
    ],
    isNot: ["OpenSSL 3.0.13 30 Jan 2024"],
  },
  "node/module-kind": {
    is: [
      "ReferenceError: require is not defined in ES module scope, you can use import instead",
      "SyntaxError: Cannot use import statement outside a module",
    ],
    isNot: ["ReferenceError: foo is not defined"],
  },
  "node/integrity": {
    is: [
      "npm error code EINTEGRITY\nnpm error sha512-abc== integrity checksum failed when using sha512: wanted sha512-abc== but got sha512-def==. (123 bytes)",
    ],
    isNot: ["npm http fetch GET 200 https://registry.example/foo"],
  },
  "node/package-manager": {
    is: ['This project is configured to use yarn because /src/package.json has a "packageManager" field'],
    isNot: ["Preparing pnpm@9.0.0 for immediate activation..."],
  },
  "node/native-package": {
    is: ["npm error gyp ERR! find Python Python is not set from command line or npm configuration"],
    isNot: ["gyp info ok"],
  },
  "node/lockfile-out-of-sync": {
    is: [
      "npm error code EUSAGE\nnpm error `npm ci` can only install packages when your package.json and package-lock.json are in sync.\nnpm error Missing: left-pad@1.3.0 from lock file",
      "error: lockfile had changes, but lockfile is frozen",
      "error Your lockfile needs to be updated, but yarn was run with `--frozen-lockfile`.",
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
    is: [
      "cart/cart.go:12:9: Error return value of `f.Close` is not checked (errcheck)",
      "cart/cart.go:93:9: error strings should not be capitalized (stylecheck)",
    ],
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

testPack("bundlers", BUNDLERS, {
  "bundlers/prerender": {
    is: [
      'TypeError: fetch failed\n    at a.js:1:1\nError occurred prerendering page "/blog". Read more: https://nextjs.org/docs',
      'Error occurred prerendering page "/". Read more: https://nextjs.org/docs\nTypeError: x is null',
    ],
    isNot: ["Generating static pages (0/60)"],
  },
  "bundlers/esbuild-line": {
    is: ['/home/runner/work/a/a/src/main.ts:1:18: ERROR: Unexpected ";"'],
    isNot: ["src/main.ts:1:18: WARNING: x"],
  },
  "bundlers/esbuild": { is: ['✘ [ERROR] Unexpected ";"'], isNot: ["▲ [WARNING] Comparison is always false"] },
  "bundlers/rollup": {
    is: ['[!] RollupError: src/main.js (1:8): "foo" is not exported by "src/foo.js"'],
    isNot: ["rollup v4.1.0"],
  },
  "bundlers/type-error": {
    is: ["Type error: Type 'string' is not assignable to type 'number'."],
    isNot: ["Checking for type errors"],
  },
  "bundlers/loader-type-error": {
    is: ["[tsl] ERROR in /src/index.ts(1,7)\n      TS2322: Type 'string' is not assignable to type 'number'."],
    isNot: ["      TS2322: Type 'string' is not assignable to type 'number'."],
  },
});

testPack("checks of code", CODE_CHECKS, {
  "lint/next": {
    is: ["./src/back.tsx\n43:3  Error: 'title' is defined but never used.  @typescript-eslint/no-unused-vars"],
    isNot: ["53:6  Warning: React Hook useEffect has a missing dependency.  react-hooks/exhaustive-deps"],
  },
  "lint/unused": {
    is: ["Unused exported types (2)\nProbe interface src/wait.ts:16:18"],
    isNot: ["✂️  Excellent, Knip found no issues."],
  },
  "lint/pmd": {
    is: ["/src/main/java/net/Panel.java:154:\tUnusedPrivateField:\tAvoid unused private fields such as 'x'."],
    isNot: ["> Task :client:pmdMain"],
  },
  "lint/dart-note": {
    is: ["   info • Unnecessary use of 'unawaited' • lib/a.dart:25:42 • unnecessary_unawaited"],
    isNot: ["Analyzing shop..."],
  },
  "lint/too-many-warnings": {
    is: ["✖ 2 problems (0 errors, 2 warnings)\n\nESLint found too many warnings (maximum: 0)."],
    isNot: ["✖ 2 problems (0 errors, 2 warnings)"],
  },
  "lint/kotlin": {
    is: [
      "/src/main/kotlin/acme/Cart.kt:3:1 Unused import",
      "/src/Cart.kt:7:5: The function total is too complex. [Cyclo]",
    ],
    isNot: ["e: file:///src/Cart.kt:12:16 Unresolved reference: totl"],
  },
  "lint/android": {
    is: ["/app/src/main/AndroidManifest.xml:12: Error: Missing permissions [MissingPermission]"],
    isNot: ["/app/src/main/AndroidManifest.xml:12: Warning: Old [OldTargetApi]"],
  },
  "lint/psalm": {
    is: ["ERROR: UndefinedMethod - src/Cart.php:12:16 - Method Cart::totl does not exist (see https://psalm.dev/022)"],
    isNot: ["INFO: MixedReturn - src/Cart.php:12:16 - x"],
  },
  "lint/phpstan": {
    is: ["  Line   src/Cart.php\n ------ ----\n  12     Method total() should return int but returns string."],
    isNot: ["  12     Method total() should return int but returns string."],
  },
  "lint/php-cs-fixer": {
    is: ["   1) src/Cart.php (braces_position, single_quote)"],
    isNot: ["1) src/Cart.php"],
  },
  "lint/dotnet-format": {
    is: ["/src/A.cs(3,1): error WHITESPACE: Fix whitespace formatting. Delete 4 characters. [/src/A.csproj]"],
    isNot: ["/src/A.cs(3,1): error CS0103: The name 'x' does not exist [/src/A.csproj]"],
  },
  "lint/mix-format": {
    is: ["** (Mix) mix format failed due to --check-formatted.\nThe following files are not formatted:"],
    isNot: ["** (Mix) Could not start application"],
  },
  "lint/dart-format": {
    is: ["Changed lib/cart.dart\nFormatted 24 files (1 changed) in 0.31 seconds."],
    isNot: ["Changed lib/cart.dart"],
  },
  "lint/dart-analyze": {
    is: ["  error • Undefined name 'totl' • lib/cart.dart:12:10 • undefined_identifier"],
    isNot: ["   info • Don't invoke 'print' • lib/a.dart:12:5 • avoid_print"],
  },
  "lint/phpcs": {
    is: ["FILE: /src/Cart.php\n-----\n  3 | ERROR | [x] Opening brace should be on a new line"],
    isNot: ["  3 | ERROR | [x] Opening brace should be on a new line", "FILE: /src/Cart.php\n 3 | WARNING | [ ] Long"],
  },
  "lint/sphinx-strict": {
    is: ["Warning, treated as error:\n/docs/index.rst:4:toctree contains reference to nonexisting document 'missing'"],
    isNot: ["/docs/index.rst:4:toctree contains reference"],
  },
  "lint/sphinx": {
    is: ["/docs/index.rst:2: WARNING: Title underline too short."],
    isNot: ["WARNING: unknown config value"],
  },
});
