import type { Diagnosis } from "@pipewright/contract/diagnosis";
import { PipewrightError } from "@pipewright/contract/errors";
import type { FixDraft } from "@pipewright/contract/fix";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type { WorkspaceSource } from "@pipewright/contract/signal";
import { proposedBefore } from "./proposed-before.ts";
import type { Step } from "./step.ts";

export interface SourceFile {
  path: string;
  content: string;
}

export interface ProposeDependencies {
  loadReduced(incidentId: string): Promise<ReducedLog>;
  /** The source files that the evidence names, as they are at the failing commit; empty where nobody would read them. */
  readSources(
    input: { incidentId: string; source: WorkspaceSource; reduced: ReducedLog; diagnosis: Diagnosis },
    signal: AbortSignal,
  ): Promise<SourceFile[]>;
  propose(
    input: {
      reduced: ReducedLog;
      diagnosis: Diagnosis;
      repo: string;
      branch: string;
      files: SourceFile[];
      before?: ReturnType<typeof proposedBefore>;
    },
    options: { signal: AbortSignal; onNote: (message: string) => void },
  ): Promise<{ fix: FixDraft; usage?: object | undefined }>;
}

/** Proposes one remedy for the diagnosis. */
export function proposeFix(dependencies: ProposeDependencies): Step {
  return async (incident, context) => {
    const { diagnosis, signal } = incident;
    if (diagnosis === undefined)
      throw new PipewrightError("no_diagnosis", 500, "There is no diagnosis to propose a fix for.");
    const incidentId = incident._id.toHexString();
    const reduced = await dependencies.loadReduced(incidentId);
    const files = await dependencies.readSources(
      { incidentId, source: signal.workspace, reduced, diagnosis },
      context.signal,
    );
    const notes: Promise<void>[] = [];
    const { fix, usage } = await dependencies.propose(
      { reduced, diagnosis, repo: signal.repo, branch: signal.branch, files, before: proposedBefore(incident) },
      { signal: context.signal, onNote: (message) => notes.push(context.note({ kind: "model.note", message })) },
    );
    await Promise.all(notes);
    const command = signal.command ?? reduced.failingStep?.command ?? fix.command;
    return {
      event: "proposed",
      changes: { draft: { ...fix, ...(command !== undefined && { command }) } },
      message: fix.summary,
      data: { kind: fix.kind, provider: fix.provider, ...(usage && { usage }) },
    };
  };
}
