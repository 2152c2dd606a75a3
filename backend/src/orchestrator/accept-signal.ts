import type { Signal } from "@pipewright/contract/signal";
import type { Accepted } from "@pipewright/contract/simulate";
import mongoose from "mongoose";
import type { NewEntry, StoredLog } from "../incidents/incident-record.ts";
import type { IncidentRepository } from "../incidents/incident-repository.ts";
import { reopenIncident } from "./reopen-incident.ts";

export type StoreLog = (text: string) => Promise<StoredLog>;

export interface AcceptDependencies {
  incidents: IncidentRepository;
  storeLog: StoreLog;
  removeLog(fileId: string): Promise<void>;
  /** Masks secrets. */
  redact(text: string): string;
  now(): Date;
  /** Called when the incident is durable, before the answer. */
  onStored(incidentId: string): void;
}

/** Makes an incident of a signal. When it resolves, the incident and its log are durable. */
export async function acceptSignal(reported: Signal, dependencies: AcceptDependencies): Promise<Accepted> {
  const { incidents, now } = dependencies;
  const signal = maskSignal(reported, dependencies.redact);
  const { logs, dedupeKeys, ...said } = signal;
  const known = await incidents.findByDedupeKeys(dedupeKeys);
  if (known !== null) return { eventId: known._id.toHexString(), duplicate: true };

  const reopened = await reopenIncident(incidents, signal, now());
  if (reopened !== null) {
    dependencies.onStored(reopened);
    return { eventId: reopened, duplicate: false };
  }

  const createdAt = now();
  const log = logs === undefined ? undefined : await dependencies.storeLog(logs);
  const inserted = await incidents.insert(
    {
      _id: new mongoose.Types.ObjectId(),
      status: "received",
      createdAt,
      updatedAt: createdAt,
      signal: said,
      revision: 1,
      attempts: 0,
      ...(dedupeKeys.length > 0 && { dedupeKeys }),
      ...(log && { log }),
    },
    [receivedEntry(signal), ...(log && log.droppedBytes > 0 ? [cutEntry(log)] : [])],
  );
  if (inserted !== null) {
    const eventId = inserted._id.toHexString();
    dependencies.onStored(eventId);
    return { eventId, duplicate: false };
  }
  if (log) await dependencies.removeLog(log.fileId);
  const first = await incidents.findByDedupeKeys(dedupeKeys);
  if (first === null) throw new Error("An incident with the same key was there and is gone");
  return { eventId: first._id.toHexString(), duplicate: true };
}

/** The words of the report, without secrets; the log is masked where it is stored. */
function maskSignal(signal: Signal, redact: AcceptDependencies["redact"]): Signal {
  const { branch, commitMessage, run, report } = signal;
  return {
    ...signal,
    branch: redact(branch),
    commitMessage: redact(commitMessage),
    ...(run && { run: { ...run, workflow: redact(run.workflow) } }),
    ...(report && { report: { ...report, workflow: redact(report.workflow) } }),
  };
}

function receivedEntry({ source, scenario, run, report }: Signal): NewEntry {
  if (report) {
    const what = report.job === undefined ? report.workflow : `job ${report.job} of ${report.workflow}`;
    return { kind: "incident.received", message: `Run report: ${what} ended with ${report.status}` };
  }
  if (run)
    return {
      kind: "incident.received",
      message: `GitHub says: ${run.workflow} run ${run.id}, attempt ${run.attempt}, ended with ${run.conclusion}`,
    };
  return { kind: "incident.received", message: scenario ? `Simulation of ${scenario}` : `Reported by ${source}` };
}

function cutEntry({ droppedBytes, bytes }: StoredLog): NewEntry {
  const message = `The log is longer than the limit: ${bytes.toLocaleString("en-US")} bytes of its head and tail were kept, ${droppedBytes.toLocaleString("en-US")} bytes between them were dropped`;
  return { kind: "log.cut", message, data: { droppedBytes } };
}
