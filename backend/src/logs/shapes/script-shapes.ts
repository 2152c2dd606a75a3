import type { Shape } from "./shape.ts";

/** Ruby, PHP, shells, configuration files and tools that check a repository. */
export const SCRIPT_SHAPES: readonly Shape[] = [
  {
    id: "rspec-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.93,
    start: /^Failures:$/,
    continues: /^(?:\s|$)/,
    confirm: /^\s+\d+\) /,
  },
  {
    id: "rspec-summary",
    reason: "failed tests",
    role: "summary",
    weight: 0.5,
    start: /^rspec \S{1,300}(?::\d+|\[[\d:]+\])/,
    mergeWithin: 0,
  },
  {
    id: "minitest-failure",
    reason: "first failing test",
    role: "cause",
    weight: 0.9,
    start:
      /^(?:\s*\d+\) (?:Failure|Error):|(?:Failure|Error):$|(?:Failure|Error): \w+\(|There (?:was|were) \d+ (?:failures?|errors?):)/,
    continues:
      /^(?:\s|$|[\w\\:]{1,200}(?:#|::)\w|--- |\+\+\+|@@|[+-]|Expected|Failed asserting|\/\S+:\d+|\d+\) |\w+(?:Error|Exception))/,
    stop: /^(?:FAILURES!|ERRORS!|Tests: \d|\d+ runs, )/,
  },
  {
    id: "bundler-error",
    reason: "dependency problem",
    role: "cause",
    weight: 0.86,
    start:
      /^(?:Could not find (?:gem|\S+ in)|Bundler (?:could not|cannot) |Your bundle is locked|The bundle currently has|An error occurred while installing|Gem::Ext::BuildError|ERROR: {2}(?:Error installing|Could not)|Your requirements could not be resolved|Your lock file does not contain|\[RuntimeException\]|PHP (?:Fatal|Parse) error:|Fatal error: Uncaught|rake aborted!)/,
    continues: /^\s+\S/,
    gap: 1,
  },
  {
    id: "rubocop",
    reason: "lint error",
    role: "cause",
    weight: 0.86,
    start:
      /^\S{1,300}\.(?:rb|rake|gemspec|erb|md|ya?ml|sh|lua|ex|exs|php|css|scss|tf|json|toml):\d+(?::\d+)?:? (?:[CWEFR]: |error\b|\[error\]|MD\d{3}|SC\d{4}|\S.{0,200}\(\S+\)$)/,
    continues: /^(?:\s|\^)/,
    mergeWithin: 2,
  },
  {
    id: "shellcheck",
    reason: "lint error",
    role: "cause",
    weight: 0.84,
    start: /^In \S{1,300} line \d+:$/,
    continues: /^(?:\s|$|\S.*\^-)/,
    confirm: /SC\d{4}/,
    gap: 2,
    mergeWithin: 1,
  },
  {
    id: "shell-error",
    reason: "shell error",
    role: "cause",
    weight: 0.84,
    start:
      /^(?:\S{1,300}: (?:line )?\d+: .{0,200}(?:syntax error|unbound variable|parameter (?:not set|null)|unexpected|Syntax error|ambiguous redirect|bad substitution|Is a directory|cannot (?:create|open)|Bad substitution|\$'\\r')|(?:ba|da|z|k)?sh: \S|\.\/\S{1,200}: \d+: )/,
    continues: /^\S{1,300}: line \d+: /,
  },
  {
    id: "json-syntax",
    reason: "syntax error in a file",
    role: "cause",
    weight: 0.69,
    start:
      /(?:Expecting (?:property name|value|',' delimiter|':' delimiter)|Illegal trailing comma|Unexpected token .{1,40} in JSON|is not valid JSON|parse error: .{1,100} at line \d+|yaml: line \d+|mapping values are not allowed|YAMLException|while parsing a (?:block|flow)|Invalid (?:JSON|YAML|TOML)|TOML parse error|could not find expected ':')/,
    continues: /^\s+(?:in "|\S)/,
  },
  {
    id: "diff-check",
    reason: "unexpected changes",
    role: "cause",
    weight: 0.7,
    start: /^(?:diff (?:--git a\/|\S+\.orig |-u)|--- (?:old|a)\/\S)/,
    continues:
      /^(?:diff |index |---|\+\+\+|@@|[ +-]|new file|deleted file|old mode|new mode|similarity|rename|\\ No newline|$)/,
  },
  {
    id: "missing-file",
    reason: "missing file",
    role: "cause",
    weight: 0.6,
    start:
      /(?:: No such file or directory\b|\bENOENT\b|cannot stat '|file not found\b|FileNotFoundError|does not exist\b|cannot find the (?:path|file)|No such file: )/i,
    unless: /^\s+at |\barchive does not exist|already|if it does not exist|warning|^rm: |optional/i,
    continues: /^\s{2,}at /,
  },
  {
    id: "timeout",
    reason: "time limit",
    role: "cause",
    weight: 0.69,
    start:
      /(?:has exceeded the maximum execution time|exceeded the timeout|panic: test timed out|timed out after \d|Timeout of \d+ ?ms exceeded|exit code:? 124\b|Job(?:'s)? (?:execution )?timed? ?out|execution took longer than|No output has been received in the last|Too long with no output|Timeout exceeded|Execution timed out|context deadline exceeded)/i,
    unless: /^\s+at /,
  },
  {
    id: "missing-setting",
    reason: "missing setting",
    role: "cause",
    weight: 0.69,
    start:
      /(?:Input required and not supplied: |(?:environment variable|env var|secret)s?\b.{0,120}\b(?:not set|missing|required|undefined|must be (?:set|provided)|is empty|not found|unset)|(?:missing|required|unset) (?:required )?(?:environment variable|env var|secret|API key|token)|: (?:parameter|variable) (?:not set|null or not set)|\bKeyError: '[A-Z][A-Z0-9_]{2,}'|Username and password required|could not read Username|No API key|Unable to locate credentials|Bad credentials|invalid (?:credentials|token)|authentication (?:failed|required))/i,
    unless: /^\s+at |warning/i,
    continues: /^\s+at /,
  },
];
