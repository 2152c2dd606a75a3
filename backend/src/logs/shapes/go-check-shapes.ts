import type { Shape } from "./shape.ts";

/** Linters, checks and releases of Go. */
export const GO_CHECK_SHAPES: readonly Shape[] = [
  {
    id: "go-http-panic",
    reason: "panic in an HTTP handler",
    role: "cause",
    weight: 0.93,
    needs: ["http: panic serving "],
    start: /^.{0,200}\bhttp: panic serving \S{1,100}: \S/,
    continues:
      /^(?:\t|goroutine \d+|created by |[\w./*()[\]{}-]{1,300}\(.{0,500}\)$|[\w./*()[\]-]{3,300}\.\S{1,100}\()/,
  },
  {
    id: "go-import-cycle",
    reason: "import cycle",
    role: "cause",
    weight: 0.9,
    needs: ["import cycle not allowed"],
    start: /^(?:\s+imports \S{1,300}: |package \S{1,300}: )?import cycle not allowed/,
    before: /^(?:package \S{1,300}|\s+imports \S.{0,300})$/,
    continues: /^\s+(?:imports|\S+:) ?\S/,
  },
  {
    id: "golangci-error",
    reason: "the linter could not run",
    role: "cause",
    weight: 0.8,
    start: /^level=(?:error|fatal) msg="/,
    before: /^level=warning msg="\[runner\] Can't run linter /,
    mergeWithin: 1,
  },
  {
    id: "goreleaser",
    reason: "the release failed",
    role: "cause",
    weight: 0.86,
    start: /^\s*⨯ \S/,
    continues:
      /^(?:\s*(?:M|A|D|R|U|\?\?) \S|\s*(?:error|output|target|message)=|(?:Error:)?\s+│ |Please check in your pipeline|# \S+|\S+\.go:\d+:\d+: )/,
  },
  {
    id: "govulncheck",
    reason: "known vulnerability",
    role: "cause",
    weight: 0.86,
    start: /^Vulnerability #\d+: /,
    continues: /^(?:\s|$)/,
    mergeWithin: 1,
  },
  {
    id: "gosec",
    reason: "lint error",
    role: "cause",
    weight: 0.86,
    start: /^\[\S{1,300}:\d+(?:-\d+)?\] - G\d{3} /,
    continues: /^(?:\s|$)/,
    mergeWithin: 1,
  },
];
