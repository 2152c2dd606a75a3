import type { LogLine, ReducedLog } from "@pipewright/contract/reduced-log";
import { indexesOfFailingSections, type Section } from "./track-sections.ts";

export interface FailingStep {
  failingStep?: NonNullable<ReducedLog["failingStep"]>;
  exitCode?: number;
  /** The step's own header lines. */
  header: LogLine[];
}

const RUN_PREFIX = "Run ";

/**
 * The step that failed: its name, the command it ran (when the log shows it) and its exit code. It is the one that the likeliest
 * error stands in (an index into `sections`) when that one ended with an exit code, else the first that failed.
 */
export function describeFailingStep(sections: readonly Section[], likeliest?: number): FailingStep {
  const told = likeliest === undefined ? undefined : sections[likeliest];
  const index = told?.failed && told.exitCode !== undefined ? likeliest : indexesOfFailingSections(sections)[0];
  const section = index === undefined ? undefined : sections[index];
  if (section === undefined) return { header: [] };
  const exitCode = section.exitCode === undefined ? {} : { exitCode: section.exitCode };
  const command = readCommand(section);
  if (section.name === "" && command === undefined) return { header: [], ...exitCode };
  return {
    failingStep: { name: section.name || "the step", ...(command === undefined ? {} : { command }) },
    ...exitCode,
    header: section.name === "" ? [] : [{ n: section.startLine, text: section.name }],
  };
}

function readCommand(section: Section): string | undefined {
  if (!section.hasShell) return section.command;
  const script = section.script.join("\n").trim();
  if (script !== "") return script;
  return section.name.startsWith(RUN_PREFIX) ? section.name.slice(RUN_PREFIX.length) : undefined;
}
