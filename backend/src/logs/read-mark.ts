import { requiredLiterals } from "./scan/required-literals.ts";

/** What a line says to the CI system rather than to a person. */
export type Mark =
  | { kind: "step_start"; name: string }
  | { kind: "job_start"; name: string }
  | { kind: "group_start"; name: string }
  | { kind: "group_end" }
  | { kind: "step_end" }
  | { kind: "error"; text: string }
  | { kind: "quiet" }
  /** `command`: what gave the code, where the line tells. */
  | { kind: "exit"; code: number | undefined; command?: string }
  /** The CI system shows the command that it runs next. */
  | { kind: "command"; text: string }
  /** It shows the shell that it runs the next lines in. */
  | { kind: "shell" }
  | { kind: "after_job" }
  | { kind: "success" };

const WORKFLOW_COMMAND = /^##\[(\w+)\](.*)$/;
/** Workflow command as a program prints it, https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
const PRINTED_COMMAND = /^::(error|warning|notice|debug|group|endgroup|add-mask|set-output)(?: ([^:]{0,500}))?::(.*)$/;
const GITLAB_SECTION = /^section_(start|end):\d+:([\w.-]+)/;
const JENKINS_STAGE = /^\[Pipeline\] \{ \((.{1,200})\)$/;
const BUILDKITE_GROUP = /^(?:~~~|---|\+\+\+) (?=:|\S* )(.{1,200})$/;
const TRAVIS_FOLD = /^travis_fold:(start|end):([\w.-]+)/;

const EXIT_CODES: readonly RegExp[] = [
  /^(?:Error: )?Process completed with exit code (\d+)\.?$/,
  /^(?:Error: )?Terraform exited with code (\d+)\.?$/,
  /^(?:Error: )?(?:failed to run script step: .{0,60})?command terminated with (?:non-zero )?exit code:? .{0,60}?(\d+)$/,
  /^ERROR: Job failed: (?:command terminated with )?exit (?:code|status) (\d+)/,
  /^ERROR: script returned exit code (\d+)/,
  /^Exited with code (?:exit status )?(\d+)/,
  /^The command "(?<command>.{1,500})" (?:failed and )?exited with (?<code>\d+)/,
  /^CircleCI received exit code (\d+)/,
  /^(?:Bash|PowerShell|Cmd\.exe|Process) exited with code '?(\d+)/,
  /^(?:🚨 )?Error: The command exited with status (\d+)/,
  /^(?:Error: )?The process '.{1,300}' failed with exit code (\d+)/,
  /^Build step '.{1,200}' marked build as failure$/,
];
/** From here on the CI system cleans up; what fails now is not the cause. */
const AFTER_JOB =
  /^(?:Post job cleanup\.|Cleaning up (?:orphan|project)|Finished: |Archiving artifacts|Terminate orphan)/;
/** Before the script of a step in CircleCI. */
const SHELL = /^#!\/bin\/(?:ba)?sh -eo pipefail$/;
/** A tool says that it succeeded in the end, so what it complained of before was not fatal. */
const SUCCESS = /^(?:(?:\[INFO\] )?BUILD SUCCESS(?:FUL)?\b|\s{0,4}(?:✓ )?Compiled successfully\b)/;
/** How every line that tells an exit code or the end of the job begins; spares the other lines the patterns above. */
const EXIT_OR_AFTER =
  /^(?:Err|ERR|Proc|Exit|The [cp]|🚨|CircleCI|Bash|PowerShell|Cmd|Build s|Post j|Clean|Finis|Archi|Ter[mr]|failed to run|command term)/;

/** How every mark begins; spares the other lines everything below. */
const MAY_BE_MARK =
  /^(?:##\[|::|\$ |#!|CircleCI|Bash|PowerShell|Cmd|section_|travis_|\[(?:Pip|com|INFO\] BUILD)|[~+-]{3} |BUILD|\s{0,4}(?:✓ )?Comp|Err|ERR|Proc|Exit|The [cp]|🚨|Build s|Post j|Clean|Finis|Archi|Ter[mr]|failed to run|command term)/;

/** Every mark holds one of these, whatever the CI system puts before it. */
export const MARK_LITERALS: readonly string[] = [
  ...["##[", "::error", "::group", "::endgroup", "section_start", "section_end", "travis_fold", "[Pipeline]"],
  ...["~~~ ", "+++ :", "--- :", "$ ", "#!/bin/"],
  ...[...EXIT_CODES, AFTER_JOB, SUCCESS].flatMap(requiredLiterals),
];

/** Reads what a cleaned line says to the CI system; undefined for ordinary output. */
export function readMark(text: string): Mark | undefined {
  if (!MAY_BE_MARK.test(text)) return undefined;
  if (text.startsWith("##[")) return readWorkflowCommand(text);
  if (text.startsWith("::")) return readPrintedCommand(text);
  if (text.startsWith("section_")) return readSection(text, GITLAB_SECTION);
  if (text.startsWith("travis_fold")) return readSection(text, TRAVIS_FOLD);
  if (text.startsWith("travis_time")) return { kind: "quiet" };
  if (text.startsWith("[Pipeline]")) {
    const stage = JENKINS_STAGE.exec(text);
    return stage?.[1] !== undefined ? { kind: "step_start", name: stage[1] } : { kind: "quiet" };
  }
  if (text.startsWith("[command]")) return { kind: "quiet" };
  if (text.startsWith("$ ")) return { kind: "command", text: text.slice(2).trim() };
  if (SHELL.test(text)) return { kind: "shell" };
  if (text.startsWith("~~~ ") || text.startsWith("+++ :") || text.startsWith("--- :")) {
    const group = BUILDKITE_GROUP.exec(text);
    if (group?.[1] !== undefined) return { kind: "step_start", name: group[1] };
  }
  return readExit(text);
}

function readWorkflowCommand(text: string): Mark | undefined {
  const [, command, rest = ""] = WORKFLOW_COMMAND.exec(text) ?? [];
  switch (command) {
    case "group":
      return rest.startsWith("Run ") ? { kind: "step_start", name: rest } : { kind: "group_start", name: rest };
    case "endgroup":
      return { kind: "group_end" };
    case "error":
      return readExit(rest) ?? { kind: "error", text: rest };
    case "section":
      return rest.startsWith("Starting: ")
        ? { kind: "job_start", name: rest.slice("Starting: ".length) }
        : { kind: "step_end" };
    case undefined:
      return undefined;
    default:
      return { kind: "quiet" };
  }
}

function readPrintedCommand(text: string): Mark | undefined {
  const [, command, properties = "", message = ""] = PRINTED_COMMAND.exec(text) ?? [];
  if (command === undefined) return undefined;
  if (command === "group") return { kind: "group_start", name: message };
  if (command === "endgroup") return { kind: "group_end" };
  if (command !== "error") return { kind: "quiet" };
  const file = /(?:^|,)file=([^,]+)/.exec(properties)?.[1];
  const line = /(?:^|,)line=(\d+)/.exec(properties)?.[1];
  const place = file === undefined ? "" : `${file}:${line === undefined ? "" : `${line}:`} `;
  return { kind: "error", text: `${place}${message.replaceAll("%0A", " ").replaceAll("%25", "%")}` };
}

function readSection(text: string, pattern: RegExp): Mark | undefined {
  const [, edge, name] = pattern.exec(text) ?? [];
  if (edge === undefined || name === undefined) return undefined;
  return edge === "start" ? { kind: "step_start", name } : { kind: "step_end" };
}

function readExit(text: string): Mark | undefined {
  if (SUCCESS.test(text)) return { kind: "success" };
  if (!EXIT_OR_AFTER.test(text)) return undefined;
  if (AFTER_JOB.test(text)) return { kind: "after_job" };
  for (const pattern of EXIT_CODES) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const code = match.groups?.code ?? match[1];
    const command = match.groups?.command;
    return {
      kind: "exit",
      code: code === undefined ? undefined : Number(code),
      ...(command !== undefined && { command }),
    };
  }
  return undefined;
}
