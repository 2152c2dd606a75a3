/** What a CI system puts before each line: GitHub's, GitLab's and Jenkins' timestamps, and the columns of `gh run view --log`. */
const STAMP =
  /^(?:[^\t]{1,200}\t[^\t]{1,200}\t)?\ufeff?(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}Z (?:\d\d[OE][ +])?|\[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\] )/;

/** A line of a log in two: the time that the CI system put before it, and what the job said. */
export function splitStamp(line: string): { stamp: string; text: string } {
  const stamp = STAMP.exec(line)?.[0] ?? "";
  return { stamp, text: line.slice(stamp.length) };
}

export type LineTone = "error" | "warning" | "command" | "group";

const TONES: Record<string, LineTone> = {
  error: "error",
  warning: "warning",
  command: "command",
  group: "group",
  section: "group",
};

/** What a GitHub or Azure line says of itself by its mark, as in `##[error]`. */
export function toneOf(text: string): LineTone | undefined {
  return TONES[/^##\[(\w{1,10})\]/.exec(text)?.[1] ?? ""];
}
