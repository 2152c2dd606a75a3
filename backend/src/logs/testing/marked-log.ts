const MARK = "»";
const GITHUB_START = Date.UTC(2026, 2, 4, 9, 0, 0);

/** A log as a test writes it: lines that begin with `»` are those that state the error. */
export interface MarkedLog {
  text: string;
  /** First and last marked line, 1-based. */
  first: number;
  last: number;
}

/** Takes the marks off, and says where they stood. */
export function readMarkedLog(marked: string): MarkedLog {
  const lines = marked.replace(/^\n/, "").split("\n");
  const numbers = lines.flatMap((line, index) => (line.startsWith(MARK) ? [index + 1] : []));
  return {
    text: lines.map((line) => (line.startsWith(MARK) ? line.slice(MARK.length) : line)).join("\n"),
    first: numbers[0] ?? 0,
    last: numbers.at(-1) ?? 0,
  };
}

/** Puts marked output into a raw GitHub log: a step before, the step's header and exit code around, cleaning up behind. */
export function asGitHubJob(command: string, output: string, exitCode = 1): string {
  const lines = [
    "##[group]Run actions/checkout@v4",
    "with:",
    "  fetch-depth: 1",
    "##[endgroup]",
    "hint: error handling of the initial branch name may change",
    "##[group]Run npm run warm-up || true",
    "npm run warm-up || true",
    "shell: /usr/bin/bash -e {0}",
    "##[endgroup]",
    "Error: the cache could not be warmed, going on without it",
    `##[group]Run ${command}`,
    `\u001b[36;1m${command}\u001b[0m`,
    "shell: /usr/bin/bash -e {0}",
    "env:",
    "  ERROR_REPORTING: failed",
    "##[endgroup]",
    ...output.replace(/^\n/, "").replace(/\n$/, "").split("\n"),
    `##[error]Process completed with exit code ${exitCode}.`,
    "Post job cleanup.",
    "[command]/usr/bin/git version",
    "fatal: no submodule mapping found in .gitmodules",
    "Cleaning up orphan processes",
  ];
  return lines
    .map((line, index) => {
      const stamp = new Date(GITHUB_START + index * 13).toISOString().replace("Z", "1234Z");
      return line.startsWith(MARK) ? `${MARK}${stamp} ${line.slice(MARK.length)}` : `${stamp} ${line}`;
    })
    .join("\n");
}
