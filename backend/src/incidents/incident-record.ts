import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { Fix, FixDraft } from "@pipewright/contract/fix";
import type {
  Approval,
  Delivery,
  Execution,
  Failure,
  IncidentStatus,
  TimelineEntry,
  Verification,
} from "@pipewright/contract/incident";
import type { AppliedPolicy } from "@pipewright/contract/policy";
import type { FailedStep } from "@pipewright/contract/reduced-log";
import type { Risk } from "@pipewright/contract/risk";
import type { Signal } from "@pipewright/contract/signal";
import type { Similar } from "@pipewright/contract/similar";
import type mongoose from "mongoose";

export interface StoredLog {
  fileId: string;
  bytes: number;
  lines: number;
  droppedBytes: number;
  /** Name of the first job that failed, where it was fetched from a run. */
  job?: string;
  /** Which of its steps failed, where the CI system says so. */
  failedSteps?: readonly FailedStep[];
}

/** One incident as it lies in the store; `Incident` of the contract is made from it. */
export interface IncidentRecord {
  _id: mongoose.Types.ObjectId;
  status: IncidentStatus;
  /** Counts the writes; every write is guarded by the one it read. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
  signal: Omit<Signal, "logs" | "dedupeKeys">;
  /** Left out when the source gives no key: an empty list would count as a key of its own. */
  dedupeKeys?: string[];
  log?: StoredLog;
  /** How much of the log was kept as evidence. */
  reduction?: { keptLines: number; totalLines: number };
  diagnosis?: Diagnosis;
  /** ms from the signal to the first diagnosis. */
  diagnosisMs?: number;
  /** What the memory said of it when it was diagnosed. */
  similar?: Similar;
  /** What the repository's policy says; loaded with each proposal that is asked for. */
  policy?: AppliedPolicy;
  /** Counts proposals, from 1; each has its own digest and its own approval. */
  revision: number;
  /** Those before, the first one first. */
  pastRevisions?: PastRevision[];
  draft?: FixDraft;
  fix?: Fix;
  risk?: Risk;
  approval?: Approval;
  execution?: Execution;
  verification?: Verification;
  delivery?: Delivery;
  failure?: Failure;
  timeline: TimelineEntry[];
  /** Attempts of the step under way that ended in a passing error. */
  attempts: number;
  /** When the next attempt is due. */
  retryAt?: Date;
  /** Which worker has it in hand, and until when. */
  lease?: { owner: string; until: Date };
}

/** A proposal whose place another one has taken. */
export interface PastRevision {
  fix: Fix;
  risk: Risk;
  approval: Approval;
  /** `refuted`: it was approved, run, and did not turn the command green. */
  outcome: "superseded" | "refuted";
  /** Who asked for the one after it. Without a hint it is a retry, or the person's own edit. */
  replaced: { by: string; hint?: string };
}

/** What a write may change besides status, version and timeline. `undefined` removes the field. */
export type IncidentChanges = Partial<{
  [Field in Exclude<keyof IncidentRecord, "_id" | "status" | "version" | "createdAt" | "updatedAt" | "timeline">]:
    | IncidentRecord[Field]
    | undefined;
}>;

/** A timeline entry before it has its number and time. */
export type NewEntry = Omit<TimelineEntry, "n" | "at">;
