import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
import { fingerprintOf, templateText } from "../../memory/fingerprint.ts";
import type { RememberedFailure } from "../../memory/memory-entry.ts";

const TEXT_CHARACTERS = 4000;

/**
 * What the memory is to know of a failure; null when its log has no evidence to know it by.
 *
 * @param finding the knowledge engine's word: it says the same of the same log always, which a model does not
 */
export function describeFailure(
  { _id, signal, createdAt, diagnosis }: IncidentRecord,
  { failingStep }: Pick<ReducedLog, "failingStep">,
  finding: Diagnosis,
): RememberedFailure | null {
  const step = failingStep?.name ?? "";
  const { category, evidence } = finding;
  const fingerprint = fingerprintOf({ category, excerpt: evidence[0]?.excerpt ?? "", step });
  if (fingerprint === null) return null;
  const words = [finding.title, category, step, ...evidence.flatMap(({ excerpt }) => templateText(excerpt))];
  return {
    incidentId: _id.toHexString(),
    repo: signal.repo,
    branch: signal.branch,
    commitSha: signal.commitSha,
    fingerprint,
    category,
    step,
    title: diagnosis?.title ?? finding.title,
    text: words.join("\n").slice(0, TEXT_CHARACTERS),
    at: createdAt,
  };
}
