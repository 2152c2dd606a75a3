import { beforeLineNumber, type Shape } from "./shape.ts";

const EXCEPTION_LINE = /^(?:\| |\+ )?[A-Za-z_][\w.]{0,120}(?:Error|Exception|Warning|Exit|Interrupt|Failure|Timeout)\b/;

/** Python: the interpreter, pytest, unittest, linters and pip. */
export const PYTHON_SHAPES: readonly Shape[] = [
  {
    id: "pytest-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.95,
    start: /^_{3,} .{1,300} _{3,}$/,
    stop: /^(?:={5,} .{1,200} ={3,}|_{3,} .{1,300} _{3,}|-{5,} (?:generated xml|coverage).{0,200}|-{3,} coverage: )/,
    continues: /^/,
    confirm: /^E\s|^[\w./\\-]{1,300}\.py:\d+: |^ImportError while|Error/,
  },
  {
    id: "pytest-summary",
    reason: "failed tests",
    role: "summary",
    weight: 0.6,
    start: /^(?:FAILED|ERROR) [\w./\\-]{1,300}\.(?:py|txt|rst|md|ipynb)(?:::|$| - )/,
    continues: /^(?:FAILED|ERROR) \S|^ {2}\S/,
  },
  {
    id: "pytest-internal",
    reason: "pytest could not start",
    role: "cause",
    weight: 0.85,
    start:
      /^(?:INTERNALERROR> |ImportError while loading conftest |ERROR: (?:usage: |file or directory not found|not found: |Wrong expression))/,
    continues: /^(?:INTERNALERROR> |E {2,}|[\w./\\-]{1,200}\.py:\d+: in |\s{4}|\(no )/,
    gap: 1,
  },
  {
    id: "unittest-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.93,
    start: /^(?:FAIL|ERROR): \w[\w.]{0,200} \([\w.<>]{1,300}\)/,
    stop: /^(?:={20,}|Ran \d+ tests? in )/,
    continues: /^(?!-{20,}$)/,
    gap: 2,
    confirm: /^Traceback \(/,
  },
  {
    id: "python-traceback",
    reason: "exception",
    role: "cause",
    weight: 0.84,
    start: /^(?:[ |+]{0,8})?(?:Traceback \(most recent call last\):|(?:\+ )?Exception Group Traceback)/,
    continues:
      /^(?:\s|$|\| |\+-|Traceback \(most recent|During handling of the above|The above exception was the direct|[A-Za-z_][\w.]{0,120}(?:Error|Exception|Warning|Exit|Interrupt|Failure|Timeout|Expired)\b|[a-z_]\w*(?:\.\w+)+: )/,
    stop: /^(?:##\[|\[Pipeline\]|Build step )/,
  },
  {
    id: "python-syntax",
    reason: "syntax error",
    role: "cause",
    weight: 0.88,
    start: /^ {2}File "[^"]{1,400}", line \d+$/,
    continues: /^(?:\s|$|[A-Z]\w+Error: )/,
    last: EXCEPTION_LINE,
    confirm: /^(?:Syntax|Indentation|Tab)Error: /,
  },
  {
    id: "python-lint",
    reason: "lint or type error",
    role: "cause",
    weight: 0.88,
    needs: beforeLineNumber(".py:", ".pyi:"),
    start:
      /^(?:\.\/|\/)?[\w./\\ -]{1,300}\.pyi?:\d+(?::\d+)?:? (?:error:|[A-Z]{1,4}\d{2,5}\b|\[[A-Z]\d{4}[^\]]{0,80}\]|\S.{0,300} \([a-z-]{4,60}\)$)/,
    continues: /^(?:\s{1,}\S|[\w./\\-]{1,300}\.pyi?:\d+(?::\d+)?: note:)/,
    mergeWithin: 2,
  },
  {
    id: "ruff-block",
    reason: "lint error",
    role: "cause",
    weight: 0.88,
    start: /^\s{0,8}--> [^:]{1,300}\.(?:pyi?|ipynb):(?:cell \d+:)?\d+:\d+$/,
    needs: [...beforeLineNumber(".py:", ".pyi:"), ".ipynb:"],
    before: /^(?:[A-Z]{1,4}\d{2,5}|invalid-syntax|unformatted|error\[[a-z-]+\]):? (?:\[\*\] )?\S/,
    continues: /^(?:\s*-->|\s*\d* *[|+-]|\s+\||$|help: |info: )/,
    mergeWithin: 2,
  },
  {
    id: "formatter",
    reason: "files are not formatted",
    role: "cause",
    weight: 0.86,
    start:
      /^(?:would reformat \S|Would reformat: \S|reformatted \S+\.pyi?$|ERROR: \S{1,300} Imports are incorrectly sorted|\d+ files? would be reformatted|Oh no! .{1,4} .{0,4}.{0,4}$)/,
    continues: /^(?:would reformat|Would reformat|reformatted |Oh no!|\d+ files? (?:would be |re)|ERROR: \S+ Imports)/,
    gap: 1,
  },
  {
    id: "pre-commit",
    reason: "failed hook",
    role: "cause",
    weight: 0.82,
    needs: ["..Failed", ")Failed"],
    start: /^.{1,200}\.{3,}(?:\(.{1,60}\))?Failed$/,
    continues: /^/,
    stop: /^.{1,200}\.{3,}(?:\(.{1,60}\))?(?:Passed|Skipped|Failed)$|^pre-commit hook\(s\) made changes|^All changes made by hooks/,
  },
  {
    id: "pip",
    reason: "dependency problem",
    role: "cause",
    weight: 0.88,
    start:
      /^(?:\s*)(?:ERROR: (?:Could not find a version|No matching distribution|Cannot install|ResolutionImpossible|Could not (?:open|install|build)|Failed (?:building|to build)|Package |pip's dependency|Invalid requirement|THESE PACKAGES|.{1,200} requires |Ignored the following)|error: (?:subprocess-exited-with-error|metadata-generation-failed|legacy-install-failure|externally-managed)|error: The lockfile at |(?:Error: )?pyproject\.toml changed significantly|Because .{1,300} depends on |.{0,4}No solution found when resolving)/,
    continues: /^(?:\s*(?:ERROR:|[×│╰|]|note:|hint:)|\s{2,}\S|\s*And because |\s*(?:So|Thus),? |\s*cause |╰─>)/,
    gap: 1,
  },
  {
    id: "tox",
    reason: "failed environment",
    role: "summary",
    weight: 0.45,
    needs: ["commands failed", "could not", "parallel child", ": FAIL ", "InvocationError", "nox > "],
    start:
      /^(?:\s*ERROR: {1,4}\S{1,60}: (?:commands failed|could not|parallel child)|\s*\S{1,60}: FAIL (?:code|✖)|ERROR: InvocationError|nox > (?:Command .{1,300} failed|Session .{1,100} failed))/,
  },
];
