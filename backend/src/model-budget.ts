import mongoose from "mongoose";
import type { TokenBudget } from "./agents/token-budget.ts";

interface DayRecord {
  /** The day in UTC, e.g. `2026-11-24`. */
  _id: string;
  tokens: number;
}

const schema = new mongoose.Schema<DayRecord>(
  { _id: { type: String, required: true }, tokens: { type: Number, required: true } },
  { versionKey: false, collection: "modelUsage" },
);

/**
 * Counts the tokens of each UTC day in the store, for all processes that share it. What is under way when the budget ends is
 * finished and counted, so a day can end a few answers over it.
 */
export function openModelBudget(connection: mongoose.Connection, perDay: number, now: () => Date): TokenBudget {
  const model = connection.model<DayRecord>("ModelUsage", schema);
  const today = () => now().toISOString().slice(0, "2026-11-24".length);
  return {
    perDay,
    async isUsedUp() {
      const day = await model.findById(today()).lean<DayRecord>();
      return day !== null && day.tokens >= perDay;
    },
    async spend(tokens) {
      await model.updateOne({ _id: today() }, { $inc: { tokens } }, { upsert: true });
    },
  };
}
