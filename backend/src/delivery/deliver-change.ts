import { PipewrightError, UpstreamError } from "@pipewright/contract/errors";
import type { Delivery, Incident } from "@pipewright/contract/incident";
import type { DeliverHooks, DeliverInput, DeliverPorts } from "./deliver-ports.ts";
import { deliverToGitHub } from "./deliver-to-github.ts";
import { branchOf, isProven, patchDelivery } from "./describe-delivery.ts";
import { explainPush } from "./explain-push.ts";
import { renderCommitMessage } from "./render-commit-message.ts";
import { rerunFailedJobs } from "./rerun-failed-jobs.ts";

/**
 * Hands the result over in the best way that is open. What cannot be delivered in that way for good is kept as a patch, with
 * the reason in its message. @throws UpstreamError when the same may work later
 */
export async function deliverChange(input: DeliverInput, ports: DeliverPorts, hooks: DeliverHooks): Promise<Delivery> {
  const { incident } = input.facts;
  const { mode } = ports;
  try {
    if (incident.fix?.kind === "rerun") return await rerun(input, ports, hooks);
    if (!incident.execution?.diff) return nothing(incident);
    const pushing = { ...ports, push: explained(ports.push) };
    if (mode === "branch") return await pushAlone(incident, pushing, hooks);
    const github = mode === "patch" ? undefined : await ports.github(incident.repo, hooks.signal);
    if (github === undefined) return patchDelivery(incident);
    return await deliverToGitHub(input, github, pushing, hooks);
  } catch (error) {
    hooks.signal.throwIfAborted();
    if (!(error instanceof PipewrightError) || (error instanceof UpstreamError && error.retryable)) throw error;
    return patchDelivery(incident, error.message);
  }
}

function explained(push: DeliverPorts["push"]): DeliverPorts["push"] {
  return (incident, request, signal) =>
    push(incident, request, signal).catch((error: unknown) => {
      throw explainPush(error, request.signedIn);
    });
}

async function rerun(
  { facts, signal: { run } }: DeliverInput,
  ports: DeliverPorts,
  hooks: DeliverHooks,
): Promise<Delivery> {
  const byHand = "Run the failed jobs again in the pipeline";
  if (run === undefined || ports.mode === "patch") return { kind: "none", message: byHand };
  const github = await ports.github(facts.incident.repo, hooks.signal);
  if (github === undefined) return { kind: "none", message: byHand, url: run.url };
  try {
    await rerunFailedJobs(github.api, { runId: run.id, attempt: run.attempt, signal: hooks.signal });
  } catch (error) {
    hooks.signal.throwIfAborted();
    if (!(error instanceof UpstreamError) || error.retryable) throw error;
    return { kind: "none", message: `${byHand}. ${error.message}`, url: run.url };
  }
  return { kind: "rerun", message: `GitHub runs the failed jobs of run ${run.id} again`, url: run.url };
}

async function pushAlone(incident: Incident, ports: DeliverPorts, { signal }: DeliverHooks): Promise<Delivery> {
  const branch = branchOf(incident);
  const { commit } = await ports.push(
    incident,
    { branch, message: renderCommitMessage(incident), signedIn: false },
    signal,
  );
  const proof = isProven(incident) ? "Proven" : "Not proven";
  return { kind: "branch", message: `${proof}: pushed as branch ${branch}`, branch, commit };
}

function nothing(incident: Incident): Delivery {
  const message = isProven(incident)
    ? "Proven; nothing in the repository had to change"
    : "There is no change to deliver";
  return { kind: "none", message };
}
