import type { Shape } from "./shape.ts";

/** Compiled languages beside Go and Java: C, C++, Rust, Swift, .NET, and what builds them. */
export const NATIVE_SHAPES: readonly Shape[] = [
  {
    id: "rust-error",
    reason: "compiler error",
    role: "cause",
    weight: 0.95,
    start: /^error(?:\[E\d{4}\]|\[[\w:-]+\])?: \S/,
    unless:
      /^error: (?:could not compile|aborting due to|test failed|\d+ (?:previous|target)|process didn't exit|Recipe |build failed|failed to push|script |Process completed|pathspec)/,
    continues:
      /^(?:\s*(?:-->|:::|\||=|\d+ *[|~+-]|\.\.\.)|\s{2,}\S|$|(?:note|help|warning: unused)|Caused by:|For more information about)/,
    stop: /^(?:warning|error: could not compile|error: aborting)/,
    mergeWithin: 2,
  },
  {
    id: "rust-test-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.93,
    start: /^---- .{1,200} std(?:out|err) ----$/,
    continues: /^/,
    stop: /^(?:failures:|test result:|error: test failed)/,
    mergeWithin: 1,
  },
  {
    id: "nextest-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.88,
    start: /^\s*(?:--- STD(?:OUT|ERR): {2,}|─{2,} ?STD)/,
    continues: /^/,
    stop: /^\s*(?:PASS|Canceling|-{8,}|Summary|FAIL|TRY)/,
    confirm: /panicked|Error|error/,
  },
  {
    id: "rust-panic",
    reason: "panic",
    role: "cause",
    weight: 0.85,
    start: /^thread '.{1,200}'(?: \(\d+\))? (?:panicked at|has overflowed)/,
    continues: /^(?:\s|$|note: run with|left: |right: |stack backtrace:|[A-Z]|assertion|called )/,
  },
  {
    id: "rust-test-list",
    reason: "failed tests",
    role: "summary",
    weight: 0.5,
    start: /^(?:test \S.{0,200} \.\.\. FAILED|failures:$|error: test failed, to rerun)/,
    continues: /^ {4}\S/,
  },
  {
    id: "rustfmt-diff",
    reason: "files are not formatted",
    role: "cause",
    weight: 0.86,
    start: /^Diff in \S{1,400}(?: at line \d+|:\d+):?$/,
    continues: /^(?:[ +-]|$)/,
    mergeWithin: 1,
  },
  {
    id: "rust-summary",
    reason: "build failed",
    role: "consequence",
    weight: 0.35,
    start: /^error: (?:could not compile|aborting due to|\d+ target|process didn't exit|build failed)/,
  },
  {
    id: "c-compile",
    reason: "compiler error",
    role: "cause",
    weight: 0.95,
    start:
      /^(?:.{0,40}?: )?(?:\/|[A-Za-z]:\\|\.{0,2}\/)?[\w./\\ +@-]{1,300}\.(?:c|cc|cpp|cxx|c\+\+|h|hh|hpp|hxx|inl|ipp|m|mm|cu|cuh|S|asm|s|f90|swift|proto|ino|zig|tex|pyx|dart|hs|ml|nim|d):\d+(?::\d+)?: (?:fatal error|error|internal compiler error)\b/,
    continues:
      /^(?:\s|$|In file included from|compilation terminated|.{1,300}: note: |.{1,300}:\d+:\d+: {3}required|cc1\w*: |\/.{1,300}: In )/,
    before:
      /^(?:In file included from .*|\s+from .*|.{1,300}: In (?:member |static |lambda |constructor |destructor |copy |instantiation |substitution )?.{0,20}(?:function|method|constructor|instantiation|substitution|destructor).*|.{1,300}: At global scope:)$/,
    mergeWithin: 3,
  },
  {
    id: "msvc-error",
    reason: "compiler error",
    role: "cause",
    weight: 0.94,
    start:
      /^\s*(?:\d+>)?(?:[A-Za-z]:\\|\/|\.{0,2}[\\/])?[\w./\\ +@()-]{1,300}(?:\(\d+(?:,\d+)*\)|\.(?:obj|lib|exe|csproj|sln|targets))\s?: (?:fatal )?error (?:[A-Z]{1,6}\d{2,6}|MSB\d{4})?\s?:/,
    continues: /^\s{4,}\S/,
    mergeWithin: 1,
  },
  {
    id: "dotnet-tool-error",
    reason: "build error",
    role: "cause",
    weight: 0.85,
    start: /^\s*(?:\S{1,300} : )?(?:MSBUILD : )?error (?:NU|MSB|NETSDK|CS|BC|FS|CA|IDE|SA|NUnit|xUnit)\d{2,5}: /,
    continues: /^\s{4,}\S/,
  },
  {
    id: "dotnet-test-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.9,
    start:
      /^\s*(?:Failed (?!to |!)\S.{0,300} \[\d.{0,20}\]|\[xUnit\.net .{1,20}\]\s+\S.{1,300} \[FAIL\]|\d+\) (?:Failed|Error) : \S)/,
    continues: /^(?:\s|$)/,
    stop: /^\s*(?:Passed|Skipped|Failed!|Total tests|Test Run Failed)/,
    mergeWithin: 1,
  },
  {
    id: "linker",
    reason: "linker error",
    role: "cause",
    weight: 0.92,
    start:
      /(?:undefined reference to |undefined symbol: |multiple definition of |^Undefined symbols for architecture|cannot find -l\w|ld: symbol\(s\) not found|duplicate symbol |error LNK\d{4}|ld(?:\.\w+)?: (?:error|fatal|library not found|cannot))/,
    continues:
      /^(?:\s{2,}\S|.{0,300}(?:undefined reference|collect2: error|in function|ld: |more undefined|>>> |linker command failed))/,
    before: /^.{1,300}: in function /i,
    mergeWithin: 1,
  },
  {
    id: "cmake-error",
    reason: "CMake error",
    role: "cause",
    weight: 0.92,
    start: /^(?:-- )?CMake Error(?:\s|:)/,
    continues: /^(?:\s|$|Call Stack)/,
    stop: /^-- Configuring incomplete/,
    gap: 1,
    mergeWithin: 2,
  },
  {
    id: "configure-error",
    reason: "configure error",
    role: "cause",
    weight: 0.82,
    start:
      /^(?:configure: error: |meson\.build:\d+:\d+: ERROR: |\S{0,100}meson\.build:\d+:\d+: ERROR|ERROR: Dependency |error: failed to run custom build command|vcpkg install failed|ERROR: .{1,80}conan)/,
    continues: /^\s+\S/,
    gap: 1,
  },
  {
    id: "gtest-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.92,
    start: /^(?:\d+: )?\S{1,300}\.(?:cc|cpp|cxx|h|hpp|c)(?::|\()\d+\)?: (?:Failure|FAILED:|ERROR: |error: in )/,
    continues:
      /^(?:\s|$|(?:\d+: )?(?:Value of|Expected|Actual|Which is|To be equal|Google Test trace|with expansion|REQUIRE|CHECK|due to|The difference|\w.{0,60} (?:evaluates to|is|are|which|equal)))/,
    last: /\[ {2}FAILED {2}\]/,
  },
  {
    id: "gtest-list",
    reason: "failed tests",
    role: "summary",
    weight: 0.55,
    start: /^(?:\d+: )?\[ {2}FAILED {2}\] \S/,
  },
  {
    id: "ctest-summary",
    reason: "failed tests",
    role: "summary",
    weight: 0.6,
    start:
      /^(?:The following tests FAILED:|\s*\d+\/\d+ Test\s+#\d+: .{1,200}\*\*\*(?:Failed|Exception|Timeout|Not Run))/,
    continues: /^\s+\d+ - /,
  },
  {
    id: "sanitizer",
    reason: "sanitizer report",
    role: "cause",
    weight: 0.93,
    start:
      /^(?:\d+: )?(?:=+\d+=+ ?(?:ERROR|WARNING): |.{0,300}: runtime error: |SUMMARY: \w+Sanitizer|WARNING: ThreadSanitizer)/,
    continues: /^(?:\s|$|=+\d+=+|Direct leak|Indirect leak|SUMMARY:|Shadow|0x|freed by|previously|allocated)/,
  },
  {
    id: "native-crash",
    reason: "crash",
    role: "cause",
    weight: 0.8,
    start:
      /(?:Segmentation fault|\bcore dumped\b|^terminate called |Assertion [`'"].{1,300}failed|Assertion failed: |Illegal instruction|Bus error|Floating point exception|\bSIGABRT\b|\bSIGSEGV\b|Fatal error: (?!all)|Fatal Python error:)/,
    continues: /^(?: {2}what\(\)|\s{2,}\S|Thread 0x|Current thread)/,
  },
  {
    id: "ninja-failed",
    reason: "failed build step",
    role: "consequence",
    weight: 0.4,
    start: /^FAILED: \S/,
  },
  {
    id: "make-error",
    reason: "make stopped",
    role: "consequence",
    weight: 0.35,
    start:
      /^(?:g?make|mingw32-make|nmake)(?:\[\d+\])?: \*\*\* |^NMAKE : fatal error|^ninja: build stopped|^(?:error: )?Recipe `.{1,100}` failed|^task: Failed to run task|^ERROR: Build did NOT complete|^make: \*\*\*/,
    unless: /No rule to make target|Waiting for unfinished|missing separator/,
    mergeWithin: 1,
  },
  {
    id: "make-broken",
    reason: "makefile error",
    role: "cause",
    weight: 0.85,
    start: /No rule to make target|\*\*\* missing separator|^ninja: error: |^\S{0,100}[Mm]akefile:\d+: \*\*\* /,
  },
  {
    id: "bazel-error",
    reason: "build error",
    role: "cause",
    weight: 0.75,
    start:
      /^(?:\(\d\d:\d\d:\d\d\) )?ERROR: (?:\/\S{1,300}:\d+:\d+:|no such (?:package|target)|Analysis of|An error occurred during|Skipping|Error computing)/,
    continues: /^(?:\s|$)/,
  },
];
