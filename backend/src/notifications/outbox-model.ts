import type { Notification } from "@pipewright/contract/notifications";
import mongoose from "mongoose";
import type { Receipt } from "./target.ts";

/**
 * `gathering`: it may yet become part of a digest. `waiting`: to be sent as it is. `folded`: another message tells it.
 * `given_up`: not taken for a day, or refused for good. `dropped`: there is no use in sending it any more.
 */
export type OutboxStatus = "gathering" | "waiting" | "sent" | "folded" | "given_up" | "dropped";

/** One message to one target. */
export interface OutboxRecord {
  /** Target and the notification's id. */
  _id: string;
  target: string;
  status: OutboxStatus;
  notification: Notification;
  createdAt: Date;
  /** Not before. */
  dueAt: Date;
  /** It came in quiet hours. */
  held: boolean;
  attempts: number;
  lastError?: string;
  /** When it was sent, or given up. */
  endedAt?: Date;
  receipt?: Receipt;
  /** It asks a question that nobody has answered. */
  open: boolean;
  /** Further incidents of the same failure, told by this message. */
  repeats: number;
  /** The message that this one changes. */
  about?: string;
  /** The message that tells this one. */
  foldedInto?: string;
  /** Of a digest: what it tells; `false` until all of them are marked as told. */
  members?: string[];
  isFolded?: boolean;
}

const PART = { type: mongoose.Schema.Types.Mixed };
const schema = new mongoose.Schema<OutboxRecord>(
  {
    _id: { type: String, required: true },
    target: { type: String, required: true },
    status: { type: String, required: true },
    notification: { ...PART, required: true },
    createdAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    held: { type: Boolean, default: false },
    attempts: { type: Number, default: 0 },
    lastError: String,
    endedAt: Date,
    receipt: PART,
    open: { type: Boolean, default: false },
    repeats: { type: Number, default: 0 },
    about: String,
    foldedInto: String,
    members: { type: [String], default: undefined },
    isFolded: Boolean,
  },
  { versionKey: false, minimize: false, collection: "notifications" },
);
schema.index({ target: 1, status: 1, dueAt: 1 });
schema.index({ "notification.incident.id": 1 }, { sparse: true });
schema.index({ createdAt: 1 });

export type OutboxModel = mongoose.Model<OutboxRecord>;

/** The model on this connection; its indexes are there when the promise resolves. */
export async function openOutboxModel(connection: mongoose.Connection): Promise<OutboxModel> {
  const model = connection.model<OutboxRecord>("Notification", schema);
  await model.createIndexes();
  return model;
}
