import { quoteShell } from "../quote-shell.ts";
import { repositoryPath } from "../repository-path.ts";
import type { Found, Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

const LINT = {
  category: "lint",
  severity: "low",
  confidence: 0.92,
  todo: "Mend what the check names",
  why: "Whether to change the file or the rule is a decision.",
} as const;
const COMMAND_LINES = 60;

/** Whether the failing command, or a line above that shows it, matches. */
export function ran(found: Found, pattern: RegExp): boolean {
  return pattern.test(found.command ?? "") || found.above(pattern, COMMAND_LINES) !== undefined;
}

/** Checks of a whole repository: its texts, its workflow files, its commits, its headers, its generated code. */
export const CHECKS: readonly Rule[] = [
  told({
    ...LINT,
    id: "checks/yamllint",
    confidence: 0.94,
    pattern:
      /^(?:\s+(?<line>\d+):\d+\s+error\s{2,}|(?<file>\S+):\d+:\d+: \[error\] )(?<text>\S.*?)\s+\((?<rule>[a-z]+(?:-[a-z]+)*)\)$/,
    title: "yamllint: {text} ({rule})",
    cause: "A YAML file breaks a rule of yamllint.",
  }),
  told({
    ...LINT,
    id: "checks/markdownlint",
    pattern: /^(?<file>\S+):(?<line>\d+)(?::\d+)? (?:error )?(?<rule>MD\d{3})\S* (?<text>\S.*)/,
    title: "{file}:{line}: {text} ({rule})",
    cause: "A Markdown file breaks a rule of markdownlint.",
  }),
  told({
    ...LINT,
    id: "checks/spelling",
    pattern:
      /^(?<file>\S+?):(?<line>\d+)(?::\d+)?: (?:"(?<word>[^"]{1,60})" is a misspelling of "(?<right>[^"]{1,60})"|(?<other>\w{1,60}) ==> (?<better>\w.{0,100}))/,
    title: "{file}:{line}: `{word|other}` should be `{right|better}`",
    cause: "The spelling check knows the word as a common mistake.",
    todo: "Correct the spelling",
    why: "In code a word may be a name; a person has to look.",
  }),
  told({
    ...LINT,
    id: "checks/unknown-word",
    pattern: /^(?<file>\S+?):(?<line>\d+):\d+ - Unknown word \((?<word>[^)]{1,80})\)/,
    title: "{file}:{line}: the spelling check does not know `{word}`",
    cause: "The word is in none of its dictionaries.",
    todo: "Correct the spelling, or add the word to the project's dictionary",
    why: "Whether it is a word, a person has to judge.",
  }),
  told({
    ...LINT,
    id: "checks/shellcheck-line",
    pattern: /^(?<file>\S+):(?<line>\d+):\d+: (?:error|warning|note|info|style): (?<text>.+) \[(?<rule>SC\d{4})\]$/,
    title: "{file}:{line}: {text} ({rule})",
    cause: "The script has what ShellCheck does not allow.",
  }),
  told({
    ...LINT,
    id: "checks/hadolint",
    pattern: /^(?<file>\S+):(?<line>\d+) (?<rule>DL\d{4}|SC\d{4}) (?:error|warning|info|style): (?<text>.+)/,
    title: "{file}:{line}: {text} ({rule})",
    cause: "The Dockerfile breaks a rule of hadolint.",
  }),
  told({
    ...LINT,
    id: "checks/actionlint",
    pattern: /^(?<file>\.github\/workflows\/\S+\.ya?ml):(?<line>\d+):\d+: (?<text>.+) \[(?<rule>[a-z][\w-]+)\]$/,
    title: "{file}:{line}: {text}",
    cause: "A workflow file has what actionlint does not allow.",
  }),
  told({
    ...LINT,
    id: "checks/commit-message",
    pattern: /^✖ {1,4}(?<text>\S.+) \[(?<rule>(?:subject|type|scope|body|header|footer|references)-[\w-]+)\]$/,
    title: "The commit message breaks a rule: {text} ({rule})",
    cause: "commitlint asks for another form of commit messages.",
    todo: "Reword the commit",
    why: "What the commit should be called, its author knows.",
  }),
  told({
    ...LINT,
    id: "checks/pull-request-title",
    pattern:
      /(?<text>No release type found in pull request title|Unknown release type .{1,80} found in pull request title)/,
    title: "The title of the pull request has no known prefix",
    cause: "A check asks that the title begin with the kind of change, like `fix:`.",
    todo: "Reword the title of the pull request",
    why: "What kind of change it is, its author knows.",
  }),
  told({
    ...LINT,
    id: "checks/changelog",
    pattern:
      /(?:No update to (?<file>\S+) found|[Dd]id not find a changelog entry|changelog (?:entry|file) (?:is )?(?:missing|required)|[Mm]issing changelog (?:entry|file))/i,
    title: "The change has no entry in the changelog",
    cause: "A check asks for a note about every change.",
    todo: "Add the entry, or the label that says that none is needed",
    why: "What to tell the users, the author of the change knows.",
  }),
  told({
    ...LINT,
    id: "checks/licence-header",
    pattern: /missing (?:licen[sc]e|copyright) headers?|files are missing headers|header is missing in file/i,
    title: "Files have no licence header",
    cause: "A check asks for the header in every source file.",
    todo: "Add the header",
    why: "The log names the files, not the words of the header.",
  }),
  told({
    ...LINT,
    id: "checks/coverage",
    category: "test_failure",
    pattern:
      /(?:coverage (?:is |of )?(?:.{0,60})(?:below|under|less than|lower than|not met)|(?:required|minimum) (?:test )?coverage of (?<wanted>[\d.]+%?) (?:was )?not (?:reached|met))/i,
    title: "The tests cover less of the code than is asked for",
    cause: "The share of lines that the tests run fell below the limit.",
    todo: "Add tests, or lower the limit",
    why: "Which of the two is a decision.",
  }),
  told({
    id: "checks/tidy-modules",
    category: "lockfile",
    confidence: 0.94,
    pattern:
      /Unexpected difference in go\.mod\/go\.sum.*|Run [`']?go mod tidy|^diff --git a\/(?:\S+\/)?go\.(?:mod|sum) /,
    title: "go.mod and go.sum are not tidy",
    cause: "`go mod tidy` would write them differently.",
    todo: "Run go mod tidy",
    why: "It writes go.mod and go.sum as the imports need them.",
    script: (found) => (ran(found, /mod tidy/) || /tidy/.test(found.field("0")) ? ["go mod tidy"] : null),
    network: true,
  }),
  told({
    id: "checks/generated-code",
    category: "format",
    confidence: 0.94,
    pattern:
      /Unexpected difference in .{1,80} after code generation\. Run (?:the )?[`']?(?<run>(?:make|go) [\w-]{1,40})[`']?(?: command)? and commit/i,
    title: "Generated files are not up to date",
    cause: "Their source was changed, and they were not generated anew.",
    todo: "Run {run}",
    why: "The check itself names the command.",
    script: (found) => [found.field("run") === "go generate" ? "go generate ./..." : found.field("run")],
    network: true,
  }),
  told({
    id: "checks/difference",
    category: "format",
    confidence: 0.7,
    pattern: /^diff --git a\/(?<file>\S+) b\/\S+$/,
    title: "{file} is not as the job would write it",
    cause: "The job generated or formatted files anew and compared them; what is committed differs.",
    todo: "Run what the job runs, and commit what it writes",
    why: "Which command wrote the file, the difference does not say.",
  }),
  told({
    id: "checks/gofmt-list",
    category: "format",
    severity: "low",
    confidence: 0.93,
    pattern: /^(?<file>[\w@./+-]+\.go)$/,
    title: "{file} is not formatted",
    cause: "gofmt would write it differently.",
    todo: "Run gofmt on {file}",
    why: "Only the layout changes.",
    script: (found) => {
      const file = repositoryPath(found.field("file"));
      return file !== undefined && ran(found, /\bgofmt\b/) ? [`gofmt -w -- ${quoteShell(file)}`] : null;
    },
  }),
];
