import type { Shape } from "./shape.ts";

const GO_FILE = "(?:\\./|/|[A-Za-z]:\\\\)?[\\w./\\\\@-]{1,300}\\.go";

/** Go: compiler, vet, tests, panics, modules and linters. */
export const GO_SHAPES: readonly Shape[] = [
  {
    id: "go-compile",
    reason: "compiler error",
    role: "cause",
    weight: 0.94,
    needs: [".go:"],
    start: new RegExp(`^(?:vet: |Error: |\\S{0,40}: )?${GO_FILE}:\\d+:(?:\\d+:)? (?!\\[?(?:Log|INFO|DEBUG)\\b)\\S`),
    unless: /\bwarning\b|^\s+\S+\.go:\d+: (?:running|waiting|step)\b/i,
    continues: /^(?:\t|\s+\S|$)/,
    before: /^# \S+(?: \[\S+\])?$/,
    stop: /^(?:FAIL|ok|---|\?|===)\s/,
    mergeWithin: 2,
  },
  {
    id: "go-package-error",
    reason: "package does not build",
    role: "cause",
    weight: 0.88,
    start:
      /^(?:go: |package \S{1,200}: |pattern \S{1,200}: |build \S{1,200}: |can't load package|no required module|stat \S+: no such)/,
    unless:
      /^go: (?:downloading|finding|extracting|added|upgraded|creating|to add|warning|found|converting|writing|removed|downgraded|module \S+ is deprecated)/,
    continues: /^(?:\t|\s{2,}\S|go: |imports )/,
  },
  {
    id: "go-test-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.93,
    start: /^\s*--- FAIL: \S/,
    continues:
      /^(?:\s{2,}\S|\t|\s*--- (?:FAIL|PASS|SKIP): |$|panic: |\[signal |goroutine \d+|created by |[\w./*()[\]{}-]{1,300}\(.{0,500}\)$)/,
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
    weight: 0.9,
    start: /^(?:\s*\S{0,3} ?\[(?:FAILED|FAIL|PANICKED)\]|Summarizing \d+ Failures?:)/,
    continues: /^(?:\s|$)/,
    stop: /^Ran \d+ of \d+ Specs/,
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
    id: "go-package-failed",
    reason: "failed packages",
    role: "summary",
    weight: 0.5,
    start: /^FAIL\t\S|^FAIL\s+\S+\/\S+ (?:\[|\d)/,
    mergeWithin: 0,
  },
];
