import type { mongo } from "mongoose";

const INDEX_NAME = "expiry";
const INDEX_OPTIONS_CONFLICT = 85;

/** Has the store delete documents some time after their `at`, also when an earlier start had another time. */
export async function expireByAge(
  collection: Pick<mongo.Collection, "createIndex" | "dropIndex">,
  seconds: number,
): Promise<void> {
  const create = () => collection.createIndex({ at: 1 }, { name: INDEX_NAME, expireAfterSeconds: seconds });
  try {
    await create();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === INDEX_OPTIONS_CONFLICT)) throw error;
    await collection.dropIndex(INDEX_NAME);
    await create();
  }
}
