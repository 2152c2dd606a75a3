import type { Shape } from "./shape.ts";

/** Linters, checks and releases of Go. */
export const GO_CHECK_SHAPES: readonly Shape[] = [
  {
    id: "golangci-error",
    reason: "the linter could not run",
    role: "cause",
    weight: 0.8,
    start: /^level=(?:error|fatal) msg="/,
    mergeWithin: 1,
  },
  {
    id: "goreleaser",
    reason: "the release failed",
    role: "cause",
    weight: 0.86,
    start: /^\s*⨯ \S/,
    continues: /^(?:\s*(?:M|A|D|R|U|\?\?) \S|Please check in your pipeline|# \S+|\S+\.go:\d+:\d+: )/,
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
