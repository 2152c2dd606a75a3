import { PipewrightError, UpstreamError } from "@pipewright/contract/errors";
import type { AppliedPolicy } from "@pipewright/contract/policy";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
import { POLICY_APPEARED, POLICY_VIOLATION } from "../../incidents/state-machine.ts";
import { pathsRefusal } from "../../policy/check-fix.ts";
import { protectedPaths } from "../../policy/check-paths.ts";
import type { PolicyDependencies } from "./note-policy.ts";
import type { StepContext } from "./step.ts";

/**
 * Reads the policy once more where it was not known when the fix was shown. A simulation, which needs no repository, goes on
 * without. @throws PipewrightError `policy_appeared`, UpstreamError `policy_unreachable`; nothing was run then
 */
export async function settlePolicy(
  incident: IncidentRecord,
  { loadPolicy }: PolicyDependencies,
  context: StepContext,
): Promise<void> {
  if (incident.policy?.status !== "unknown" || incident.execution !== undefined) return;
  const policy = await loadPolicy(incident, { signal: context.signal, fresh: true });
  const { repo, source } = incident.signal;
  if (policy.status === "found" || policy.status === "invalid") throw appeared(repo, policy);
  if (policy.status === "none") {
    const message = `${repo} answers now and has no policy file`;
    await context.journal({ policy }, { kind: "policy.none", message });
  } else if (source !== "simulate") {
    throw new UpstreamError(
      "policy_unreachable",
      `Nothing was run: ${repo} does not answer, so its policy is not known (${policy.reason}).`,
      { retryable: true },
    );
  }
}

function appeared(repo: string, { file, commit = "" }: AppliedPolicy): PipewrightError {
  return new PipewrightError(
    POLICY_APPEARED,
    409,
    `Nothing was run: ${repo} has a policy (${file} at ${commit.slice(0, 7)}) that could not be read when this fix was shown. Retry asks for a proposal under it.`,
  );
}

/** @throws PipewrightError `policy_violation` when the change touches what the policy protects; nothing is delivered then */
export function checkChange(diff: string, policy: AppliedPolicy | undefined): void {
  const touched = policy === undefined ? [] : protectedPaths(diff, policy);
  if (policy === undefined || touched.length === 0) return;
  throw new PipewrightError(POLICY_VIOLATION, 409, `${pathsRefusal(touched, policy)} Nothing was delivered.`);
}
