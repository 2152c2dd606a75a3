import type { Shape } from "./shape.ts";

/** Tests of C, C++ and .NET, and programs that crash. */
export const NATIVE_TEST_SHAPES: readonly Shape[] = [
  {
    id: "dotnet-test-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.9,
    start:
      /^\s*(?:Failed (?!to |!)\S.{0,300} \[(?:< )?\d.{0,20}\]|\[xUnit\.net .{1,20}\]\s+\S.{1,300} \[FAIL\]|\d+\) (?:Failed|Error) : \S)/,
    continues: /^(?:\s|$|\[xUnit\.net [\d:.]{1,20}\](?:$| {5,}\S))/,
    stop: /^\s*(?:Passed|Skipped|Failed!|Total tests|Test Run Failed)/,
    mergeWithin: 1,
  },
  {
    id: "gtest-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.92,
    needs: [": Failure", "FAILED:", "ERROR: ", "error: in "],
    start: /^(?:\d+: )?\S{1,300}\.(?:cc|cpp|cxx|h|hpp|c)(?::|\()\d+\)?: (?:Failure|FAILED:|ERROR: |error: in )/,
    continues:
      /^(?:\s|$|(?:\d+: )?(?:Value of|Expected|Actual|Which is|To be equal|Google Test trace|with expansion|REQUIRE|CHECK|due to|The difference|\w.{0,60} (?:evaluates to|is|are|which|equal)))/,
    last: /\[ {2}FAILED {2}\]/,
  },
  {
    id: "qtest-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.93,
    start: /^(?:\d+: )?(?:FAIL!|XPASS) {1,4}: \S/,
    continues: /^(?:\d+: )? {2,4}(?:Actual|Expected|Loc:|\[)/,
    mergeWithin: 0,
  },
  {
    id: "criterion-test-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.92,
    start: /^\[-{4}\] \S{1,300}:\d+: /,
    continues: /^\[(?:-{4}|FAIL)\]/,
    stop: /^\[-{4}\] \S{1,300}:\d+: /,
  },
  {
    id: "gtest-list",
    reason: "failed tests",
    role: "summary",
    weight: 0.34,
    start: /^(?:\d+: )?\[ {2}FAILED {2}\] \S/,
  },
  {
    id: "ctest-summary",
    reason: "failed tests",
    role: "summary",
    weight: 0.6,
    start:
      /^(?:The following tests FAILED:|\s*\d+\/\d+ Test\s+#\d+: .{1,200}\*\*\*(?:Failed|Exception|Timeout|Not Run)|\s*\d+\/\d+ \S.{0,200}\s(?:FAIL|TIMEOUT|ERROR)\s+[\d.]{1,12}\s?s\b)/,
    continues: /^\s+\d+ - /,
    mergeWithin: 0,
  },
  {
    id: "sanitizer",
    reason: "sanitizer report",
    role: "cause",
    weight: 0.93,
    needs: ["Sanitizer", "runtime error: "],
    start:
      /^(?:\d+: )?(?:=+\d+=+ ?(?:ERROR|WARNING): |.{0,300}: runtime error: (?!invalid memory address or nil pointer|integer divide by zero|(?:index|slice bounds) out of range|hash of unhashable)|SUMMARY: \w+Sanitizer|WARNING: ThreadSanitizer)/,
    before: /^=+$/,
    last: /^SUMMARY: \w+Sanitizer: |^=+\d+=+ABORTING/,
    continues:
      /^(?:\s|$|=+\d+=+|(?:READ|WRITE) of size|SCARINESS|Direct leak|Indirect leak|SUMMARY:|Shadow|0x|freed by|previously|allocated)/,
  },
  {
    id: "valgrind",
    reason: "memory error",
    role: "cause",
    weight: 0.86,
    needs: ["== "],
    start:
      /^==\d+== (?:Invalid |Conditional jump|Use of uninit|Syscall param|Source and dest|Mismatched |Jump to the invalid|Process terminating|Argument '|[\d,]+ (?:\(.{1,80}\) )?bytes in [\d,]+ blocks are (?:definitely|indirectly) lost)/,
    continues: /^==\d+== {2,}(?:at|by|Address|Block|Uninit|\S)/,
    stop: /^==\d+== {5,}(?:in use at exit|definitely lost|total heap)/,
    mergeWithin: 3,
  },
  {
    id: "native-crash",
    reason: "crash",
    role: "cause",
    weight: 0.8,
    needs: [
      "Segmentation fault",
      "core dumped",
      "terminate called",
      "Assertion",
      "Illegal instruction",
      "Bus error",
      "Floating point exception",
      "SIGABRT",
      "SIGSEGV",
      "Fatal error: ",
      "Fatal Python error",
    ],
    start:
      /(?:Segmentation fault|\bcore dumped\b|^terminate called |Assertion [`'"].{1,300}failed|Assertion failed: |Illegal instruction|Bus error|Floating point exception|\bSIGABRT\b|\bSIGSEGV\b|Fatal error: (?!all)|Fatal Python error:)/,
    continues: /^(?: {2}what\(\)|\s{2,}\S|Thread 0x|Current thread)/,
  },
];
