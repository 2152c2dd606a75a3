import mongoose from "mongoose";

interface CheckpointRecord {
  _id: string;
  until: Date;
}

const schema = new mongoose.Schema<CheckpointRecord>(
  { _id: { type: String, required: true }, until: { type: Date, required: true } },
  { versionKey: false, collection: "memoryCheckpoints" },
);

/** How far somebody has read; shared by all processes on the store. */
export interface Checkpoint {
  /** The beginning of time when nothing has been read. */
  read(): Promise<Date>;
  write(until: Date): Promise<void>;
}

/** The checkpoint of this name. */
export function openCheckpoint(connection: mongoose.Connection, name: string): Checkpoint {
  const model = connection.model<CheckpointRecord>("MemoryCheckpoint", schema);
  return {
    async read() {
      return (await model.findById(name).lean<CheckpointRecord>())?.until ?? new Date(0);
    },
    async write(until) {
      await model.updateOne({ _id: name }, { $max: { until } }, { upsert: true });
    },
  };
}
