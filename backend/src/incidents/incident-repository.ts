import { type IncidentStatus, TimelineEntry } from "@pipewright/contract/incident";
import mongoose from "mongoose";
import type { IncidentModel } from "./incident-model.ts";
import type { IncidentChanges, IncidentRecord, NewEntry } from "./incident-record.ts";
import { workingStatuses } from "./state-machine.ts";

const DUPLICATE_KEY = 11_000;
/** How often a write is tried again because another entry came between. */
const WRITE_TRIES = 20;

export interface IncidentWrite {
  /** The status it must have now; the write is refused otherwise. */
  from: IncidentStatus;
  to: IncidentStatus;
  changes?: IncidentChanges;
  entries: NewEntry[];
  /** Further conditions that must hold at the moment of the write. */
  guard?: Record<string, unknown>;
}

/** Told of every write, after it is durable: the incident as it is now and the entries that are new. */
export type IncidentListener = (record: IncidentRecord, entries: TimelineEntry[]) => void;

/** By what a delivered incident is found again. */
export type DeliveredAs =
  | { "delivery.number": number }
  | { "delivery.commit": string }
  | { "delivery.mergeCommit": string }
  | { "signal.run.id": number; "delivery.kind": "rerun" }
  | { "similar.fingerprint": string; "signal.branch": string; "delivery.kind": "pull_request"; "delivery.fate": null };

export interface IncidentRepository {
  /** Returns null when an incident with one of the dedupe keys is there already. */
  insert(record: Omit<IncidentRecord, "timeline" | "version">, entries: NewEntry[]): Promise<IncidentRecord | null>;
  find(id: string): Promise<IncidentRecord | null>;
  /** The incident whose present or past proposal this approval is about. */
  findByApproval(approvalId: string): Promise<IncidentRecord | null>;
  findByDedupeKeys(keys: string[]): Promise<IncidentRecord | null>;
  /** One atomic write of status, changes and timeline. Null when the incident is no longer as `from` and `guard` say. */
  write(id: string, write: IncidentWrite): Promise<IncidentRecord | null>;
  /** Takes a working incident in hand for `leaseMs`. Null when another worker has it, it is at rest, or its retry is not due. */
  lease(id: string, owner: string, now: Date, leaseMs: number): Promise<IncidentRecord | null>;
  extendLease(id: string, owner: string, until: Date): Promise<boolean>;
  releaseLease(id: string, owner: string): Promise<void>;
  /** Frees what processes that are certainly dead held. */
  releaseAllLeases(): Promise<number>;
  /** Ids of working incidents that nobody has in hand and that are due, oldest first. */
  findDue(now: Date, limit: number): Promise<string[]>;
  /** Incidents whose runs and workspaces are in use. */
  findExecuting(): Promise<{ id: string; revision: number }[]>;
  findExpired(now: Date, limit: number): Promise<IncidentRecord[]>;
  /** What was delivered last in this repository and answers this, e.g. `{ "delivery.number": 12 }`. */
  findDelivered(repo: string, such: DeliveredAs): Promise<IncidentRecord | null>;
  findUpdatedSince(since: Date, limit: number): Promise<IncidentRecord[]>;
}

export function createIncidentRepository(model: IncidentModel, listener: IncidentListener): IncidentRepository {
  const free = (now: Date) => [{ lease: null }, { "lease.until": { $lt: now } }];
  const due = (now: Date) => [{ retryAt: null }, { retryAt: { $lte: now } }];

  return {
    async insert(record, entries) {
      const timeline = numbered(entries, 0, record.createdAt);
      try {
        const made = await model.create({ ...record, version: 1, timeline });
        const plain = made.toObject();
        listener(plain, timeline);
        return plain;
      } catch (error) {
        if (isDuplicateKey(error)) return null;
        throw error;
      }
    },

    async find(id) {
      return mongoose.isValidObjectId(id) ? model.findById(id).lean<IncidentRecord>() : null;
    },

    async findByApproval(approvalId) {
      return (
        (await model.findOne({ "approval.id": approvalId }).lean<IncidentRecord>()) ??
        model.findOne({ "pastRevisions.approval.id": approvalId }).lean<IncidentRecord>()
      );
    },

    async findByDedupeKeys(keys) {
      return keys.length === 0 ? null : model.findOne({ dedupeKeys: { $in: keys } }).lean<IncidentRecord>();
    },

    async write(id, { from, to, changes = {}, entries, guard = {} }) {
      for (let attempt = 0; attempt < WRITE_TRIES; attempt++) {
        const before = await model.findOne({ _id: id, status: from, ...guard }).lean<IncidentRecord>();
        if (before === null) return null;
        const at = new Date();
        const fresh = numbered(entries, before.timeline.length, at);
        const after = await model
          .findOneAndUpdate(
            { _id: id, status: from, version: before.version, ...guard },
            {
              ...setAndUnset({ ...changes, status: to, updatedAt: at }),
              $inc: { version: 1 },
              $push: { timeline: { $each: fresh } },
            },
            { returnDocument: "after" },
          )
          .lean<IncidentRecord>();
        if (after !== null) {
          listener(after, fresh);
          return after;
        }
      }
      throw new Error(`Incident ${id} changed ${WRITE_TRIES} times while one write was tried`);
    },

    async lease(id, owner, now, leaseMs) {
      return model
        .findOneAndUpdate(
          {
            _id: id,
            status: { $in: workingStatuses() },
            $and: [{ $or: [...free(now), { "lease.owner": owner }] }, { $or: due(now) }],
          },
          { $set: { lease: { owner, until: new Date(now.getTime() + leaseMs) } } },
          { returnDocument: "after" },
        )
        .lean<IncidentRecord>();
    },

    async extendLease(id, owner, until) {
      const result = await model.updateOne({ _id: id, "lease.owner": owner }, { $set: { "lease.until": until } });
      return result.matchedCount === 1;
    },

    async releaseLease(id, owner) {
      await model.updateOne({ _id: id, "lease.owner": owner }, { $unset: { lease: 1 } });
    },

    async releaseAllLeases() {
      const result = await model.updateMany(
        { status: { $in: workingStatuses() }, lease: { $ne: null } },
        { $unset: { lease: 1 } },
      );
      return result.modifiedCount;
    },

    async findDue(now, limit) {
      const found = await model
        .find({ status: { $in: workingStatuses() }, $and: [{ $or: free(now) }, { $or: due(now) }] }, { _id: 1 })
        .sort({ createdAt: 1 })
        .limit(limit)
        .lean();
      return found.map((record) => record._id.toHexString());
    },

    async findExecuting() {
      const found = await model
        .find({ status: { $in: ["proposing", "executing", "verifying", "delivering"] } }, { _id: 1, revision: 1 })
        .lean<IncidentRecord[]>();
      return found.map(({ _id, revision }) => ({ id: _id.toHexString(), revision }));
    },

    async findExpired(now, limit) {
      return model
        .find({ status: "awaiting_approval", "approval.expiresAt": { $lte: now.toISOString() } })
        .limit(limit)
        .lean<IncidentRecord[]>();
    },

    async findDelivered(repo, such) {
      return model
        .findOne({ "signal.repo": repo, status: "resolved", ...such })
        .sort({ createdAt: -1 })
        .lean<IncidentRecord>();
    },

    async findUpdatedSince(since, limit) {
      return model
        .find({ updatedAt: { $gte: since } })
        .sort({ updatedAt: 1 })
        .limit(limit)
        .lean<IncidentRecord[]>();
    },
  };
}

function numbered(entries: NewEntry[], after: number, at: Date): TimelineEntry[] {
  return entries.map((entry, index) => TimelineEntry.parse({ ...entry, n: after + index + 1, at: at.toISOString() }));
}

function setAndUnset(fields: Record<string, unknown>): { $set: Record<string, unknown>; $unset?: Record<string, 1> } {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined);
  const unset = Object.entries(fields).filter(([, value]) => value === undefined);
  return {
    $set: Object.fromEntries(set),
    ...(unset.length > 0 ? { $unset: Object.fromEntries(unset.map(([name]) => [name, 1])) } : {}),
  };
}

function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE_KEY;
}
