import type { RunStatus } from "@pipewright/contract/runs";
import type mongoose from "mongoose";

/** One reported run as it lies in the store. */
export interface RunRecord {
  _id: mongoose.Types.ObjectId;
  dedupeKey: string;
  repo: string;
  branch: string;
  commitSha: string;
  commitMessage: string;
  workflow: string;
  job?: string;
  runId?: string;
  attempt: number;
  url?: string;
  status: RunStatus;
  startedAt: Date;
  finishedAt?: Date;
  receivedAt: Date;
  eventId?: string;
}
