import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mongo } from "mongoose";
import { type EmbeddedStore, type EmbeddedStoreOptions, startEmbeddedStore } from "../start-embedded-store.ts";

export interface TestStore {
  readonly dataDir: string;
  readonly store: EmbeddedStore;
  readonly client: mongo.MongoClient;
  readonly db: mongo.Db;
  /** A fresh, empty collection. */
  collection(): mongo.Collection;
  close(): Promise<void>;
}

/** A store in a temporary folder, and the official driver connected to it. */
export async function openTestStore(options: Partial<EmbeddedStoreOptions> = {}): Promise<TestStore> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "embedded-store-"));
  const store = await startEmbeddedStore({ ...options, dataDir });
  const client = new mongo.MongoClient(store.url);
  const db = client.db("test");
  let count = 0;
  return {
    dataDir,
    store,
    client,
    db,
    collection: () => db.collection(`c${++count}`),
    close: async () => {
      await client.close();
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The error of a promise that must fail, as the driver throws it. */
export async function failure(promise: Promise<unknown>): Promise<mongo.MongoServerError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof mongo.MongoServerError) return error;
    throw error;
  }
  throw new Error("expected an error of the server");
}

/** Name of the index a query uses, or the stage it reads by. */
export async function indexOf(cursor: { explain(): Promise<mongo.Document> }): Promise<string> {
  const explained = await cursor.explain();
  const scan = (stage: mongo.Document): mongo.Document => (stage.inputStage ? scan(stage.inputStage) : stage);
  const stage = scan(explained.queryPlanner.winningPlan);
  return String(stage.indexName ?? stage.stage);
}

/** Whether a query has to sort what it finds. */
export async function sortsInMemory(cursor: { explain(): Promise<mongo.Document> }): Promise<boolean> {
  const explained = await cursor.explain();
  return explained.queryPlanner.winningPlan.stage === "SORT";
}
