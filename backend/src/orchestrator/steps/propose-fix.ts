import type { Diagnosis } from "@pipewright/contract/diagnosis";
import { PipewrightError } from "@pipewright/contract/errors";
import type { FixDraft } from "@pipewright/contract/fix";
import type { AppliedPolicy } from "@pipewright/contract/policy";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type { WorkspaceSource } from "@pipewright/contract/signal";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
import type { History } from "../../memory/history.ts";
import { findBarred, type Remedy, remedyOfHistory, remedyOfReturn } from "../recall/choose-remedy.ts";
import { noteOnce } from "./note-once.ts";
import { notePolicy, type PolicyDependencies } from "./note-policy.ts";
import { proposedBefore } from "./proposed-before.ts";
import type { Step, StepContext } from "./step.ts";
import { type OnNote, withNotes } from "./with-notes.ts";

export interface SourceFile {
  path: string;
  content: string;
  /** True when only the beginning is given. */
  cut?: boolean;
}

export interface ProposeDependencies extends PolicyDependencies {
  loadReduced(incidentId: string): Promise<ReducedLog>;
  /** What became of the same failure before; null when nothing tells it from others. */
  history(incident: IncidentRecord, reduced: ReducedLog): Promise<History | null>;
  /** Whether `propose` can come up with anything but these. */
  knowsAnother(reduced: ReducedLog, before: readonly FixDraft[]): boolean;
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
      policy?: AppliedPolicy;
      before?: ReturnType<typeof proposedBefore>;
    },
    options: { signal: AbortSignal; onNote: OnNote },
  ): Promise<Proposed>;
}

interface Proposed {
  fix: FixDraft;
  usage?: object | undefined;
}

/** Proposes one remedy for the diagnosis; never one that was delivered for the same failure before and did not hold. */
export function proposeFix(dependencies: ProposeDependencies): Step {
  return async (incident, context) => {
    const { diagnosis, signal } = incident;
    if (diagnosis === undefined)
      throw new PipewrightError("no_diagnosis", 500, "There is no diagnosis to propose a fix for.");
    const reduced = await dependencies.loadReduced(incident._id.toHexString());
    const history = await dependencies.history(incident, reduced);
    const policy = await dependencies.loadPolicy(incident, { signal: context.signal });
    const asked: Asked = { incident, diagnosis, reduced, history, policy };
    await notePolicy(incident, policy, context);
    const { fix, usage } = (await decideByHistory(asked, context)) ?? (await askForFix(dependencies, asked, context));
    const command = signal.command ?? reduced.failingStep?.command ?? fix.command;
    return {
      event: "proposed",
      changes: { policy, draft: { ...fix, ...(command !== undefined && { command }) } },
      message: fix.summary,
      data: { kind: fix.kind, provider: fix.provider, ...(usage && { usage }) },
    };
  };
}

interface Asked {
  incident: IncidentRecord;
  diagnosis: Diagnosis;
  reduced: ReducedLog;
  history: History | null;
  policy: AppliedPolicy;
}

/** What needs no asking. A person who wants another proposal gets one, whatever the history says. */
async function decideByHistory({ incident, history }: Asked, context: StepContext): Promise<Proposed | undefined> {
  if (history === null || (incident.pastRevisions ?? []).length > 0) return undefined;
  const remedy = remedyOfHistory(history);
  return remedy && adopt(remedy, incident, context);
}

/** A fix that is none of those which did not hold; a person's task when nothing else is known. */
async function askForFix(dependencies: ProposeDependencies, asked: Asked, context: StepContext): Promise<Proposed> {
  const { incident, reduced, history } = asked;
  const before = proposedBefore(incident, history);
  const [barred] = history?.barred ?? [];
  if (barred && before && !dependencies.knowsAnother(reduced, before.fixes)) {
    return adopt(remedyOfReturn(barred), incident, context);
  }
  const proposed = await propose(dependencies, asked, before, context);
  const repeated = history && findBarred(proposed.fix, history);
  return repeated ? adopt(remedyOfReturn(repeated), incident, context) : proposed;
}

async function propose(
  dependencies: ProposeDependencies,
  { incident, diagnosis, reduced, policy }: Asked,
  before: ReturnType<typeof proposedBefore>,
  context: StepContext,
): Promise<Proposed> {
  const { repo, branch, workspace } = incident.signal;
  const files = await dependencies.readSources(
    { incidentId: incident._id.toHexString(), source: workspace, reduced, diagnosis },
    context.signal,
  );
  const request = { reduced, diagnosis, repo, branch, files, policy, before };
  return withNotes(context, (onNote) => dependencies.propose(request, { signal: context.signal, onNote }));
}

async function adopt({ fix, entry }: Remedy, incident: IncidentRecord, context: StepContext): Promise<Proposed> {
  if (entry) await noteOnce(incident, context, entry);
  return { fix };
}
