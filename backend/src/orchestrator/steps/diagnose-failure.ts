import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type { Step } from "./step.ts";

export interface DiagnoseDependencies {
  loadReduced(incidentId: string): Promise<ReducedLog>;
  diagnose(
    input: { reduced: ReducedLog; repo: string; branch: string; commitMessage: string },
    options: { signal: AbortSignal; onNote: (message: string) => void },
  ): Promise<{ diagnosis: Diagnosis; usage?: object | undefined }>;
}

/** Finds the cause, with the log lines that prove it. */
export function diagnoseFailure(dependencies: DiagnoseDependencies): Step {
  return async (incident, context) => {
    const reduced = await dependencies.loadReduced(incident._id.toHexString());
    const notes: Promise<void>[] = [];
    const { diagnosis, usage } = await dependencies.diagnose(
      { reduced, ...pick(incident.signal) },
      { signal: context.signal, onNote: (message) => notes.push(context.note({ kind: "model.note", message })) },
    );
    await Promise.all(notes);
    return {
      event: "diagnosed",
      changes: {
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
