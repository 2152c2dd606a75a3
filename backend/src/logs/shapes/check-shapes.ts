import type { Shape } from "./shape.ts";

/** What checks of a repository print: diffs, places in files, names of files. */
export const CHECK_SHAPES: readonly Shape[] = [
  {
    id: "diff-check",
    reason: "unexpected changes",
    role: "cause",
    weight: 0.78,
    start: /^(?:diff (?:--git a\/|\S+\.orig |-u)|--- (?:old|a)\/\S)/,
    continues:
      /^(?:diff |index |---|\+\+\+|@@|[ +-]|new file|deleted file|old mode|new mode|similarity|rename|\\ No newline|$)/,
  },
  {
    id: "cpplint",
    reason: "lint error",
    role: "cause",
    weight: 0.86,
    start: /^\S{1,300}:\d+: {2}\S.{0,500}\[\w{1,40}\/\w{1,40}\] \[\d\]$/,
  },
  {
    id: "located-message",
    reason: "lint error",
    role: "cause",
    weight: 0.66,
    needs: [
      ...[
        ".md:",
        ".markdown:",
        ".rst:",
        ".txt:",
        ".html:",
        ".yml:",
        ".yaml:",
        ".json:",
        ".toml:",
        ".xml:",
        ".sh:",
        ".bash:",
      ],
      ...[
        ".tf:",
        ".hcl:",
        ".proto:",
        ".sql:",
        ".cfg:",
        ".cmake:",
        "CMakeLists.txt:",
        "Dockerfile:",
        "Makefile:",
        ".lua:",
      ],
    ],
    start: /^[\w@./+-]{1,300}:\d+(?::\d+)?(?::? |:(?=[A-Z]))\S.{0,2000}(?:\w|[\])"'`.])$/,
    unless: /^\S{1,300} (?:\[?(?:info|debug)\b|(?:\[warning\]|warning) )|: (?:INFO|DEBUG|PASS|OK)\b/i,
    continues: /^(?:\s*\d* ?\||\s*\^)/,
    mergeWithin: 1,
  },
  {
    id: "named-files",
    reason: "files that a check names",
    role: "cause",
    weight: 0.82,
    start:
      /^.{0,120}(?:gofmt needs running on|[Ff]iles? (?:is|are) not (?:properly |correctly )?(?:formatted|gofmt)|[Ff]iles? needs? (?:to be )?(?:re)?format|would (?:be )?reformat|missing (?:licen[sc]e |copyright )?headers?\b).{0,120}:$/,
    unless: /\b0 files?\b/,
    continues: /^\s*(?:[*•-] )?\S{1,300}\.\w{1,10}$/,
    confirm: /\S/,
  },
  {
    id: "listed-file",
    reason: "file that a check names",
    role: "cause",
    weight: 0.4,
    start: /^(?:\.{0,2}\/)?[\w@./+-]{1,300}\.(?:go|tf|tfvars|hcl|py|rs|cpp|swift|md)$/,
    before: /^.{0,200}\b(?:gofmt|goimports|fmt|[Ff]ormat\w*|headers?|[Ll]icen[sc]e)\b.{0,200}:$/,
    mergeWithin: 0,
  },
];
