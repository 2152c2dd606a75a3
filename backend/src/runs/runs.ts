import type { Run, RunsPage, RunsQuery } from "@pipewright/contract/runs";
import mongoose from "mongoose";
import type { RunModel } from "./run-model.ts";
import type { RunRecord } from "./run-record.ts";

/** The runs that pipelines reported. */
export interface Runs {
  /** Stores a run; when its key is there already, says so and changes nothing. */
  record(run: Omit<Run, "id"> & { dedupeKey: string }): Promise<{ id: string; duplicate: boolean }>;
  list(query: RunsQuery): Promise<RunsPage>;
  /** Incidents of the failures of this very job at this very commit. */
  failuresOf(job: Pick<Run, "repo" | "commitSha" | "workflow"> & { job: string }): Promise<string[]>;
}

const DUPLICATE_KEY = 11_000;

export function createRuns(model: RunModel): Runs {
  return {
    async record(run) {
      const known = await model.findOne({ dedupeKey: run.dedupeKey }, { _id: 1 }).lean<RunRecord>();
      if (known !== null) return { id: known._id.toHexString(), duplicate: true };
      try {
        return { id: await insert(model, run), duplicate: false };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        // Another report of the same run was stored at the same moment.
        const first = await model.findOne({ dedupeKey: run.dedupeKey }, { _id: 1 }).orFail().lean<RunRecord>();
        return { id: first._id.toHexString(), duplicate: true };
      }
    },

    async list({ repo, commit, status, page, pageSize }) {
      const filter = { ...(repo && { repo }), ...(commit && { commitSha: commit }), ...(status && { status }) };
      const [total, records] = await Promise.all([
        model.countDocuments(filter),
        model
          .find(filter)
          .sort({ startedAt: -1, _id: -1 })
          .skip((page - 1) * pageSize)
          .limit(pageSize)
          .lean<RunRecord[]>(),
      ]);
      return { runs: records.map(present), total, page, pageSize };
    },

    async failuresOf({ repo, commitSha, workflow, job }) {
      const same = { commitSha, repo, workflow, job, eventId: { $exists: true } };
      const records = await model.find(same, { eventId: 1 }).lean<RunRecord[]>();
      return records.flatMap(({ eventId }) => eventId ?? []);
    },
  };
}

async function insert(
  model: RunModel,
  { startedAt, finishedAt, receivedAt, ...said }: Parameters<Runs["record"]>[0],
): Promise<string> {
  const record = new model({
    ...said,
    startedAt: new Date(startedAt),
    ...(finishedAt && { finishedAt: new Date(finishedAt) }),
    receivedAt: new Date(receivedAt),
  });
  await record.save();
  return record._id.toHexString();
}

function present({ _id, dedupeKey: _key, startedAt, finishedAt, receivedAt, ...said }: RunRecord): Run {
  return {
    ...said,
    id: _id.toHexString(),
    startedAt: startedAt.toISOString(),
    ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
    receivedAt: receivedAt.toISOString(),
  };
}

function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE_KEY;
}
