import type { FailedStep } from "@pipewright/contract/reduced-log";
import type { Section } from "./track-sections.ts";

/** GitHub cuts times to the second. */
const PRECISION_MS = 1000;

/**
 * Sections as the CI system judges them: in a job of which it names the failed steps, what did not begin while one of them ran
 * was allowed to fail or only looks like an error. Sections without a time, and other jobs, are left as they are.
 */
export function trustFailedSteps(sections: readonly Section[], steps: readonly FailedStep[]): Section[] {
  const jobs = new Set(steps.map(({ job }) => job));
  const stepOf = (section: Section): FailedStep | undefined => steps.find((step) => ranIn(step, section));
  const seen = new Set(sections.map(stepOf).map((step) => step?.job));
  return sections.map((section) => {
    if (section.job === undefined || section.startedAt === undefined) return section;
    if (!jobs.has(section.job) || !seen.has(section.job)) return section;
    const step = stepOf(section);
    if (step !== undefined) return { ...section, name: step.name };
    const { exitCode: _, failedAtLine: __, ...rest } = section;
    return { ...rest, failed: false };
  });
}

function ranIn({ job, startedAt, completedAt }: FailedStep, section: Section): boolean {
  if (section.job !== job || section.startedAt === undefined) return false;
  const at = Date.parse(section.startedAt.trim());
  return at >= Date.parse(startedAt) && at < Date.parse(completedAt) + PRECISION_MS;
}
