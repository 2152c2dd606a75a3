import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type { CleanLine } from "./clean-line.ts";
import type { Mark } from "./read-mark.ts";

type Format = ReducedLog["format"];

/** Whose log it is, by the prefixes and marks of its lines. */
export function detectFormat(): { push(line: CleanLine, mark: Mark | undefined): void; result(): Format } {
  let format: Format | undefined;
  return {
    push(line, mark) {
      if (format !== undefined) return;
      if (line.prefix !== "none") format = line.prefix;
      else if (mark?.kind === "shell" || line.text.startsWith("CircleCI received")) format = "circleci";
      else if (/^travis_(?:fold|time):/.test(line.text)) format = "travis";
      else if (line.text.startsWith("##[")) format = "github";
      else if (line.text.startsWith("section_start:") || line.text.startsWith("Running with gitlab-runner"))
        format = "gitlab";
      else if (
        line.text.startsWith("[Pipeline]") ||
        /^(?:Started by |Running as SYSTEM|Building (?:remotely )?(?:on|in) )/.test(line.text)
      )
        format = "jenkins";
      else if (mark?.kind === "exit" && line.text.startsWith("Build step")) format = "jenkins";
    },
    result: () => format ?? "plain",
  };
}
