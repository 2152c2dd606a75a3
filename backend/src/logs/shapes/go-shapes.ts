import type { Shape } from "./shape.ts";

const GO_FILE = "(?:\\./|/|[A-Za-z]:\\\\)?[\\w./\\\\@-]{1,300}\\.go";

/** A program that dies tells of each of its goroutines, of thousands perhaps; the first ones tell where it was. */
const GOROUTINES = { start: /^goroutine \d+ /, most: 6 };

/** Go: compiler, vet, tests, panics, modules and linters. */
export const GO_SHAPES: readonly Shape[] = [
  {
    id: "go-compile",
    reason: "compiler error",
    role: "cause",
    weight: 0.94,
    needs: [".go:"],
    start: new RegExp(
      `^(?:vet: |Error: |\\S{0,40}: )?${GO_FILE}:\\d+:(?:\\d+: (?!\\[?(?:Log|INFO|DEBUG)\\b)\\S| \\S.*\\([a-z][\\w-]+\\)$)`,
    ),
    unless: /\bwarning\b/i,
    continues: /^(?:\t|\s+\S|$)/,
    before: /^# \S+(?: \[\S+\])?$/,
    stop: /^(?:FAIL|ok|---|\?|===)\s/,
    mergeWithin: 2,
  },
  {
    id: "go-line",
    reason: "what the program said",
    role: "cause",
    weight: 0.5,
    needs: [".go:"],
    start: new RegExp(`^${GO_FILE}:\\d+: (?!\\[?(?:Log|INFO|DEBUG|debug|info)\\b)\\S`),
    mergeWithin: 0,
  },
  {
    id: "go-package-error",
    reason: "package does not build",
    role: "cause",
    weight: 0.88,
    start:
      /^(?:go: |package \S{1,200}: |pattern \S{1,200}: |build \S{1,200}: |can't load package|no required module|verifying \S{1,300}@|stat \S+: no such)/,
    unless:
      /^go: (?:downloading|finding|extracting|added|upgraded|creating|to add|warning|found|converting|writing|removed|downgraded|module \S+ is deprecated)/,
    continues:
      /^(?:\t|\s{2,}\S|go: |imports |\/\S{1,300}go\.mod:\d+: |$|SECURITY ERROR$|This download does NOT|The bits may|have intercepted)/,
  },
  {
    id: "go-test-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.93,
    start: /^\s*--- FAIL: \S/,
    continues:
      /^(?:\s{2,}\S|\t|\s*--- (?:FAIL|PASS|SKIP): |$|panic: |\[signal |goroutine \d+|created by |[\w./*()[\]{}-]{1,300}\(.{0,500}\)$)/,
    parts: GOROUTINES,
    stop: /^(?:FAIL\b|ok\s|PASS$|=== |exit status|coverage:|\?\s)/,
    before: /^(?:$|\s{4,}\S+\.go:\d+: .*|\s{4,}\S.*|\t.*|=== (?:RUN|PAUSE|CONT|NAME) +[^\s/]+\/.*)$/,
    absorbs: true,
    mergeWithin: 2,
  },
  {
    id: "gotestsum-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.92,
    start: /^=== (?:FAIL|Failed|Errors)\b/,
    continues: /^/,
    stop: /^(?:DONE \d+|=== (?:Skipped|RUN|PAUSE|CONT|NAME)|ok\s|FAIL\t)/,
    confirm: /\S/,
  },
  {
    id: "ginkgo-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.94,
    start:
      /^(?:\S{1,3} (?:\[(?:FAILED|PANICKED|TIMEDOUT)\] |(?:Failure|Panic)\b.{0,80} \[\d)|\[\w{4,40}\] \[(?:FAILED|PANICKED|TIMEDOUT)\] |\s{2}\[(?:FAILED|PANICKED|TIMEDOUT)\] \S)/,
    continues: /^/,
    stop: /^(?:-{10,}$|Summarizing \d+ Failure|Ran \d+ of \d+ Specs)/,
  },
  {
    id: "ginkgo-summary",
    reason: "failed tests",
    role: "summary",
    weight: 0.34,
    start: /^Summarizing \d+ Failures?:/,
    continues: /^(?:\s|$|\S{0,3} ?\[(?:FAIL|PANICKED))/,
    stop: /^Ran \d+ of \d+ Specs/,
  },
  {
    id: "testify-assertion",
    reason: "failing assertion",
    role: "cause",
    weight: 0.92,
    start: /^\s+\S{1,200}\.go:\d+:$/,
    continues: /^\s+\t/,
    confirm: /^\s+\tError(?: Trace)?:/,
  },
  {
    id: "go-test-json",
    reason: "first failing test",
    role: "cause",
    weight: 0.93,
    start: /^\{"Time":"[^"]{1,60}","Action":"output",.{1,600}"Output":"\s*--- FAIL: /,
    before:
      /^\{"Time":"[^"]{1,60}","Action":(?:"run",.{1,600}"Test":"[^"/]{1,200}\/|"output",.{1,600}"Output":"(?!\s*--- (?:PASS|SKIP)|=== (?:RUN|CONT|PAUSE|NAME) {1,3}[^\s/]{1,200}\\n|PASS|ok {2}|coverage: ))/,
    continues: /"Action":"output",.{1,600}"Output":"\s*--- FAIL: |"Action":"fail",.{1,600}"Test":/,
    absorbs: true,
    mergeWithin: 3,
  },
  {
    id: "go-panic",
    reason: "panic",
    role: "cause",
    weight: 0.92,
    start:
      /^(?:panic: |fatal error: (?:all goroutines|concurrent|stack overflow|out of memory|runtime)|SIGSEGV: |runtime: goroutine stack exceeds)/,
    continues:
      /^(?:\t|\s{2,}|\[signal|goroutine \d+|created by |[\w./*()[\]{}-]{1,300}\(.{0,500}\)$|[\w./*()[\]-]{3,300}\.\S{1,100}\(|exit status|panic: )/,
    gap: 1,
    parts: GOROUTINES,
    stop: /^(?:FAIL\s|ok\s)/,
  },
  {
    id: "go-data-race",
    reason: "data race",
    role: "cause",
    weight: 0.9,
    start: /^WARNING: DATA RACE/,
    continues: /^/,
    last: /^={10,}$/,
  },
  {
    id: "gocheck-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.94,
    start: /^(?:FAIL|PANIC): \S{1,300}\.go:\d+: /,
    before: /^-{20,}$/,
    continues: /^(?:\S{1,300}\.go:\d+:|\s|\.\.\. |$)/,
    stop: /^(?:OOPS|-{20,}$)/,
  },
  {
    id: "goconvey-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.94,
    start: /^(?:Failures|Errors):$/,
    continues: /^(?:\s|$|Line \d|Expected: |Actual: |\()/,
    confirm: /^\s+\* \S{1,300}\.go\b/,
    stop: /^\d+ total assertions/,
  },
  {
    id: "gotestfmt-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.93,
    start: /^\s{2,8}❌ \S{1,300} \(\d/,
    continues: /^\s{4}/,
  },
  {
    id: "goleak",
    reason: "goroutines that were left running",
    role: "cause",
    weight: 0.92,
    start: /^goleak: Errors on successful test run/,
    continues: /^./,
    stop: /^(?:FAIL|ok|exit status)\s/,
  },
  {
    id: "go-test-exit",
    reason: "what the tests said before they gave up",
    role: "cause",
    weight: 0.6,
    start: /^FAIL\t\S{1,300}\t[\d.]{1,12}s$/,
    before:
      /^(?:exit status \d+|\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d .*|(?!FAIL|ok {2}|--- |=== |PASS|\?).{0,500}(?:annot|an't|rror|ailed|nable|atal|not |must|equired).{0,1500})$/,
    confirm: /^(?!exit status |FAIL\t)/,
  },
  {
    id: "go-package-failed",
    reason: "failed packages",
    role: "summary",
    weight: 0.34,
    start: /^FAIL\t\S|^FAIL\s+\S+\/\S+ (?:\[|\d)/,
    mergeWithin: 0,
  },
];
