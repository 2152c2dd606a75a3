import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type { PastFailure } from "../../agents/past-failures.ts";
import type { IncidentChanges, IncidentRecord } from "../../incidents/incident-record.ts";
import type { RememberedFailure } from "../../memory/memory-entry.ts";
import { listPastFailures } from "../recall/list-past-failures.ts";
import { presentSimilar, type Recalled } from "../recall/recall-failure.ts";
import { weighDiagnosis } from "../recall/weigh-diagnosis.ts";
import { noteOnce } from "./note-once.ts";
import type { Step, StepContext } from "./step.ts";
import { type OnNote, withNotes } from "./with-notes.ts";

export interface DiagnoseDependencies {
  loadReduced(incidentId: string): Promise<ReducedLog>;
  /** Null when the log has no evidence to know the failure by. */
  recall(incident: IncidentRecord, reduced: ReducedLog): Promise<Recalled | null>;
  remember(failure: RememberedFailure): Promise<void>;
  diagnose(
    input: {
      reduced: ReducedLog;
      repo: string;
      branch: string;
      commitMessage: string;
      past?: PastFailure[] | undefined;
      isBack?: boolean | undefined;
    },
    options: { signal: AbortSignal; onNote: OnNote },
  ): Promise<{ diagnosis: Diagnosis; usage?: object | undefined }>;
}

/** Finds the cause, with the log lines that prove it, in the light of what is remembered of the same failure. */
export function diagnoseFailure(dependencies: DiagnoseDependencies): Step {
  return async (incident, context) => {
    const reduced = await dependencies.loadReduced(incident._id.toHexString());
    const recalled = await dependencies.recall(incident, reduced);
    const run = {
      reduced,
      ...pick(incident.signal),
      ...(recalled && { past: listPastFailures(recalled), isBack: recalled.history.returned.length > 0 }),
    };
    const { diagnosis: found, usage } = await withNotes(context, (onNote) =>
      dependencies.diagnose(run, { signal: context.signal, onNote }),
    );
    const { diagnosis, changes } = await weigh(found, recalled, incident, context);
    if (recalled) await dependencies.remember({ ...recalled.failure, title: diagnosis.title });
    return {
      event: "diagnosed",
      changes: {
        ...changes,
        diagnosis,
        diagnosisMs: incident.diagnosisMs ?? context.now().getTime() - incident.createdAt.getTime(),
      },
      message: diagnosis.title,
      data: {
        category: diagnosis.category,
        confidence: diagnosis.confidence,
        provider: diagnosis.provider,
        ...(usage && { usage }),
      },
    };
  };
}

function pick({ repo, branch, commitMessage }: { repo: string; branch: string; commitMessage: string }) {
  return { repo, branch, commitMessage };
}

async function weigh(
  found: Diagnosis,
  recalled: Recalled | null,
  incident: IncidentRecord,
  context: StepContext,
): Promise<{ diagnosis: Diagnosis; changes: IncidentChanges }> {
  if (recalled === null) return { diagnosis: found, changes: {} };
  const { diagnosis, entries } = weighDiagnosis(found, recalled.history);
  for (const entry of entries) await noteOnce(incident, context, entry);
  return { diagnosis, changes: { similar: presentSimilar(recalled) } };
}
