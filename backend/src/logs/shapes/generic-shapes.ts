import type { Shape } from "./shape.ts";

/** What is left when no tool is recognised, and what CI systems say themselves. Tried last. */
export const GENERIC_SHAPES: readonly Shape[] = [
  {
    id: "ci-cleanup-error",
    reason: "error after the failure",
    role: "noise",
    weight: 0.12,
    start:
      /^(?:ERROR: Step .{1,200} (?:failed|aborted)|.{1,300}archive does not exist\.$|ERROR: (?:No test report|Couldn't|Failed to archive|No artifacts)|Error: (?:No files were found|Unable to upload))/,
    continues: /^(?:\s+at |ERROR: Step |Caused|Also:|(?:[a-z]\w*\.){2,}\w+(?:Exception|Error)\b|\s*\.\.\. \d+)/,
    mergeWithin: 1,
  },
  {
    id: "exception-line",
    reason: "exception",
    role: "cause",
    weight: 0.6,
    start: /^(?:[A-Za-z_][\w.]{0,80}\.)?[A-Z]\w{2,60}(?:Error|Exception)(?:: \S|$)/,
    unless: /^(?:.{0,200})(?:\bat [\w$.]+\()/,
    continues: /^(?:\s{2,}\S)/,
  },
  {
    id: "summary-line",
    reason: "failure summary",
    role: "consequence",
    weight: 0.3,
    start:
      /^(?:\[\w+\] )?(?:={2,} .{0,120}\b\d+ (?:failed|errors?)\b.{0,120} ={2,}$|BUILD FAIL(?:URE|ED)|FAILURE: Build failed|FAILED \(|Tests?:? +(?:\d+ \w+, )?\d+ failed|Test Suites: |Test Files +\d+ failed|Tests run: \d+, |test result: FAILED|Found \d+ errors?|\d+ errors? generated|✖ \d+ problems?|\d+ tests? (?:completed|run),? .{0,40}failed|make: |exit status \d+$|FAIL$|FAIL!|FAILURES!|Finished: FAILURE|ERROR: Job failed|\s{0,8}\d+ (?:failing|failed)\b|.{1,200} failed with exit code \d+|COMPILATION ERROR|Error: Terraform exited|\d+ errors?$|Build FAILED|Errors while running CTest|Command exited with)/,
    unless: /\b0 (?:failed|errors?)\b|Failures: 0, Errors: 0/,
  },
  {
    id: "consequence-line",
    reason: "what failed in the end",
    role: "consequence",
    weight: 0.42,
    start:
      /^(?:\S{1,20}:? )?(?:[Ee]rror|ERROR|fatal):? .{0,200}?(?:unsuccessful|\bexit(?:ed)? (?:with |status|code)|non-?zero|\bhas failed$|[Cc]ommand failed|returned? \d+$|failed with (?:code|status|exit))/,
    mergeWithin: 1,
  },
  {
    id: "fatal-line",
    reason: "error line",
    role: "cause",
    weight: 0.62,
    start:
      /^(?:\S{1,60}: |\[[^\]]{1,40}\] ?|\d{4}[/-]\d\d[/-]\d\d[ T][\d:.,]{8,15}Z? ?|[\s✗✘×❌🚨❗>*-]{1,6}){0,3}(?:fatal(?: error)?|panic|critical|FATAL|CRITICAL|error|Error|ERROR|ERR|failure)\b ?(?:\[[^\]]{1,40}\]|\([^)]{1,40}\))?(?::|!| - | {1,3}(?=[A-Z/"'`]))/u,
    unless:
      /\b(?:0 errors?|no errors?|error: 0|errors?: 0\b|non-fatal|\(ignored\)|ignoring|expected error|will (?:retry|be ignored)|deprecat|Error: Process completed|ERROR: 0)/i,
    continues: /^(?:\s{2,}\S|╰|│)/,
    mergeWithin: 1,
  },
  {
    id: "failed-line",
    reason: "error line",
    role: "cause",
    weight: 0.5,
    start:
      /^(?:\S{1,40} )?(?:[✗✘×❌✕✖]\s+\S|(?:Failed|FAILED|failed) (?:to |:|with |\S)|Unable to |Could not |Cannot |Can't |cannot |could not |Invalid |Unknown |Unrecognized |Unexpected |Missing |Aborted?\b|Exception\b|Uncaught |Unhandled |Something went wrong|Oops)/,
    unless: /\b(?:0 failed|retry|skipping|ignor|warning|Failed: 0|failed: 0|passed)\b/i,
    continues: /^\s{2,}\S/,
    mergeWithin: 1,
  },
  {
    id: "error-word",
    reason: "error line",
    role: "cause",
    weight: 0.34,
    start:
      /\b(?:[Ee]rror(?: \d+)?:|ERROR\b|[Ff]ailed(?: to|:|$| with)|FAILED\b|failure:|[Ee]xception:|not found$|is (?:not|un)\w* (?:defined|supported|installed|allowed|recognized)|(?:is|was) (?:required|missing)|does not (?:match|exist|satisfy)|violat|mismatch|not (?:found|allowed|permitted|supported)\b|unsupported|denied\b|refused\b|exceeds)/,
    unless:
      /\b(?:0 errors?|no errors?|0 failed|errors?=0|failed=0|Errors?: 0|Failed: 0|[Pp]assed|PASS(?:ED)?|ok$|warn(?:ing)?|WARN|deprecat|DEBUG|INFO|retry|ignor|skipp|expected (?:error|failure)|no failures)|^(?:✓|✔|√|\s*ok \d|\s+✓|\s+✔|test .* \.\.\. ok)/i,
  },
];
