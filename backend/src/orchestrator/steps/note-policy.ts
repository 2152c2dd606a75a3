import type { AppliedPolicy } from "@pipewright/contract/policy";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
import type { StepContext } from "./step.ts";

export interface PolicyDependencies {
  /** What the default branch of the incident's repository says for it. `fresh`: ask even where nothing answered just now. */
  loadPolicy(incident: IncidentRecord, options: { signal: AbortSignal; fresh?: boolean }): Promise<AppliedPolicy>;
}

/** Tells in the timeline what the policy is, unless the incident has been told of the same one. */
export async function notePolicy(
  incident: IncidentRecord,
  policy: AppliedPolicy,
  context: Pick<StepContext, "note">,
): Promise<void> {
  const { repo } = incident.signal;
  const { status, hash, reason } = policy;
  if (status === "none" || (incident.policy?.status === status && incident.policy.hash === hash)) return;
  const data = { status, ...(policy.commit && { commit: policy.commit }), ...(hash && { hash }) };
  const words = {
    found: `The policy of ${repo} applies (${policy.file}${policy.commit ? ` at ${policy.commit.slice(0, 7)}` : ""})`,
    invalid: `The policy of ${repo} (${policy.file}) has mistakes; nothing is run until it is right`,
    unknown: `The policy of ${repo} could not be read (${reason}); it is read again before anything is run`,
  };
  await context.note({ kind: `policy.${status}`, message: words[status], data });
}
