import type { CleanLine } from "./clean-line.ts";
import type { Mark } from "./read-mark.ts";

/** A step of the job, or the whole log where it names none. */
export interface Section {
  name: string;
  /** The job whose log it stands in, where several are read one after the other. */
  job?: string;
  /** When its first line was printed, ISO 8601. */
  startedAt?: string;
  /** The script of a `run:` step. */
  script: string[];
  hasShell: boolean;
  /** The last command that the CI system showed before it ran it. */
  command?: string;
  startLine: number;
  endLine: number;
  /** It ended with an error mark or a non-zero exit code. */
  failed: boolean;
  /** Where its exit code stands, else its last error mark: programs go on after the first. */
  failedAtLine?: number;
  exitCode?: number;
  /** Last line at which a tool said that it succeeded. */
  succeededAtLine?: number;
  /** It runs after the job's own steps, to clean up. */
  cleanup: boolean;
}

/** What jobs do after a failure: such a step that passes does not show that the failure was tolerated. */
const FOLLOW_UP =
  /artifact|upload|report|publish|coverage|codecov|notif|slack|comment|summar|\blogs?\b|dump|debug|collect|always|clean|stop|down/i;

/** `Run owner/name@v4`, as a step that uses an action begins. */
const ACTION = /^Run [\w.-]+\/[\w./-]+@\S+$/;

/**
 * Indexes of the steps that ended the log's jobs, in order: one of each job that surely failed, else of the first that seems to.
 * A log that names no jobs is of one.
 */
export function indexesOfFailingSections(sections: readonly Section[]): number[] {
  const jobs = new Map<string | undefined, number[]>();
  for (const [at, { job }] of sections.entries()) jobs.set(job, [...(jobs.get(job) ?? []), at]);
  const ended = [...jobs.values()].flatMap((indexes) => {
    const own = indexOfFailingSection(indexes.flatMap((at) => sections[at] ?? []));
    return own === undefined ? [] : [indexes[own] ?? own];
  });
  const inOrder = ended.sort((a, b) => a - b);
  const sure = inOrder.filter((at) => sections[at]?.exitCode !== undefined);
  return sure.length > 0 ? sure : inOrder.slice(0, 1);
}

/**
 * The step that ended a job: the first that surely failed, unless the job went on with its work after it (`continue-on-error`)
 * and a later one failed; else the first with an error mark. Marks are also set on lines of scripts that pass: one that failed
 * would have told its exit code, unless it was the last thing the job did. Undefined when none failed.
 */
function indexOfFailingSection(sections: readonly Section[]): number | undefined {
  const last = sections.findLastIndex(({ cleanup, name }) => !cleanup && name !== "");
  const failed = sections.flatMap((section, at) => (section.failed ? [at] : []));
  const byCode = failed.filter((at) => sections[at]?.exitCode !== undefined);
  const [first] = byCode;
  if (first === undefined) return failed.find((at) => sections[at]?.hasShell === false) ?? failed.at(-1);
  const sure = failed.filter((at) => at === last || byCode.includes(at) || sections[at]?.hasShell === false);
  return sure.reduce((ended, later) => (later > ended && wentOn(sections, ended, later) ? later : ended), first);
}

function wentOn(sections: readonly Section[], from: number, to: number): boolean {
  return sections.slice(from + 1, to + 1).some(isWork);
}

/** A script or an action that a job runs only while all is well, as far as one can tell. */
function isWork({ hasShell, name, script }: Section): boolean {
  return (hasShell || ACTION.test(name)) && !FOLLOW_UP.test([name, ...script].join("\n"));
}

/** Sections held at most; further ones count as one. */
const MAX_SECTIONS = 5000;
const MAX_SCRIPT_LINES = 40;
/** A header without an end is none. */
const MAX_HEADER_LINES = 1000;
const HEADER_KEY = /^(?:shell|env|with): ?/;

export interface SectionTracker {
  /** Takes the next line; says whether it is a step's header (script, environment), where nothing is an error. */
  push(n: number, line: CleanLine, mark: Mark | undefined): { header: boolean; changed: boolean };
  /** Index into `sections()` of the section that the last line stands in. */
  current(): number;
  /** True within a step's header, all of whose lines have to be pushed. */
  inHeader(): boolean;
  /** All of them, once the log has so many lines. */
  sections(totalLines: number): Section[];
}

/** Follows which step a line belongs to, and which steps failed. Ordinary output outside of headers need not be pushed. */
export function createSectionTracker(): SectionTracker {
  const sections: Section[] = [newSection("", 1)];
  let inHeader = false;
  let inScript = false;
  let commandFollows = false;
  /** Job and step that the lines themselves name. */
  let named = "";
  let job: string | undefined;
  let now: string | undefined;

  function last(): Section {
    return sections.at(-1) ?? newSection("", 1);
  }

  function open(name: string, n: number, cleanup: boolean): void {
    last().endLine = Math.max(last().startLine, n - 1);
    if (sections.length === MAX_SECTIONS) return;
    sections.push({ ...newSection(name, n), cleanup, ...(job && { job }), ...(now && { startedAt: now }) });
  }

  function fail(section: Section, n: number, code: number | undefined): void {
    if (section.cleanup || code === 0) return;
    section.failed = true;
    if (section.exitCode === undefined) section.failedAtLine = n;
    if (code !== undefined) section.exitCode ??= code;
  }

  function follow(n: number, mark: Mark): void {
    switch (mark.kind) {
      case "step_start":
        open(mark.name, n, last().cleanup);
        inHeader = mark.name.startsWith("Run ");
        inScript = inHeader;
        break;
      case "job_start":
        // Azure puts a time before it, and means a step.
        if (now === undefined) job = mark.name;
        open(mark.name, n, mark.name.startsWith("Post"));
        inHeader = false;
        break;
      case "group_end":
        inHeader = false;
        inScript = false;
        break;
      case "exit":
        if (mark.command !== undefined) last().command = mark.command;
        fail(last(), n, mark.code);
        break;
      case "command":
        last().command = mark.text;
        break;
      case "shell":
        open("", n, last().cleanup);
        commandFollows = true;
        break;
      case "error":
        fail(last(), n, undefined);
        break;
      case "step_end":
        open("", n, last().cleanup);
        break;
      case "success":
        last().succeededAtLine = n;
        break;
      case "after_job":
        if (!last().cleanup) open("", n, true);
        break;
      default:
        break;
    }
  }

  return {
    push(n, { text, at, ...line }, mark) {
      const before = sections.length;
      now = at;
      if (at !== undefined) last().startedAt ??= at;
      if (line.step !== undefined && named !== `${line.job}\t${line.step}`) {
        named = `${line.job}\t${line.step}`;
        job = line.job;
        open(line.step, n, /^(?:Post |Complete job)/.test(line.step));
      }
      if (mark !== undefined) follow(n, mark);
      else if (commandFollows) {
        last().command = text;
        commandFollows = false;
      } else if (inScript) {
        if (text.startsWith("shell: ")) last().hasShell = true;
        if (HEADER_KEY.test(text)) inScript = false;
        else if (last().script.length < MAX_SCRIPT_LINES) last().script.push(text);
      }
      if (inHeader && n - last().startLine > MAX_HEADER_LINES) inHeader = false;
      return { header: inHeader, changed: sections.length !== before };
    },
    current: () => sections.length - 1,
    inHeader: () => inHeader || commandFollows,
    sections(totalLines) {
      last().endLine = Math.max(last().startLine, totalLines);
      return sections;
    },
  };
}

function newSection(name: string, startLine: number): Section {
  return { name, script: [], hasShell: false, startLine, endLine: startLine, failed: false, cleanup: false };
}
