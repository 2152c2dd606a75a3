import type { RunResult } from "@pipewright/contract/incident";
import { NO_REPOSITORY } from "../../execution/judge-proof.ts";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
import { wasRefuted } from "../../incidents/state-machine.ts";
import type { FixOutcome, PastFix, RememberedOutcome } from "../../memory/memory-entry.ts";

/** How the incident stands, in the memory's words. */
export function describeOutcome(incident: IncidentRecord): RememberedOutcome {
  const { status, version, fix, pastRevisions = [], delivery } = incident;
  const outcome = outcomeOfFix(incident);
  const past: PastFix[] = pastRevisions.map((each) => ({
    fix: each.fix,
    outcome: each.outcome === "refuted" ? "refuted" : "rejected",
  }));
  return {
    version,
    outcome:
      outcome === "open" && (status === "expired" || status === "dismissed" || status === "failed") ? status : outcome,
    fixes: fix ? [...past, { fix, outcome }] : past,
    passedUnchanged: passedUnchanged(incident),
    ...(delivery && { delivery }),
  };
}

/** What could not be run here was not tried; what people or the pipeline said afterwards counts most. */
function outcomeOfFix({ status, failure, execution, verification, delivery }: IncidentRecord): FixOutcome {
  const { fate } = delivery ?? {};
  if (fate === "closed") return "rejected";
  if (fate === "reverted" || fate === "failed") return "refuted";
  if (execution?.fix?.outcome === "unavailable") return "open";
  if (wasRefuted(failure)) return "refuted";
  if (status === "resolved") return verification?.verdict ?? "unproven";
  return status === "rejected" ? "rejected" : "open";
}

/** The command that failed in the pipeline passed here at the same commit; or it failed here and a rerun alone made it pass. */
function passedUnchanged({ fix, execution, verification, signal, policy }: IncidentRecord): boolean {
  if (verification?.reason?.startsWith(NO_REPOSITORY) || signal.workspace.kind === "empty") return false;
  // The operator's own command, or the policy's, says nothing of the one that failed.
  if (policy?.command !== undefined) return false;
  if (verification !== undefined && verification.command !== fix?.command) return false;
  const { before, after, diff } = execution ?? {};
  return passed(before) || (fix?.kind === "rerun" && diff === "" && passed(after));
}

function passed(run: RunResult | undefined): boolean {
  return run?.outcome === "exited" && run.exitCode === 0;
}
