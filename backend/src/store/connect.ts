import { join } from "node:path";
import { errorMessage, PipewrightError } from "@pipewright/contract/errors";
import mongoose from "mongoose";
import { startEmbeddedStore } from "./embedded/start-embedded-store.ts";

const CONNECT_TIMEOUT_MS = 10_000;
const POOL_SIZE = 20;

export interface StoreOptions {
  /** The user's MongoDB; absent: the embedded store in `dataDir`. */
  url: string | undefined;
  database: string;
  dataDir: string;
  onWarning: (message: string) => void;
}

export interface Store {
  kind: "embedded" | "mongodb";
  connection: mongoose.Connection;
  /** True when no other process can be at work on this store. */
  exclusive: boolean;
  close(): Promise<void>;
}

/** The store cannot be reached. */
export class StoreUnavailableError extends PipewrightError {
  constructor(message: string, options?: ErrorOptions) {
    super("store_unavailable", 503, message, options);
  }
}

/**
 * Opens the data layer: the MongoDB at `url`, or the embedded store started inside this process.
 * @throws StoreUnavailableError, StoreLockedError
 */
export async function connectStore(options: StoreOptions): Promise<Store> {
  const { url } = options;
  if (url !== undefined) {
    const connection = await open(url, options.database, `MONGODB_URL (${withoutCredentials(url)})`);
    return { kind: "mongodb", connection, exclusive: false, close: () => connection.close() };
  }
  const embedded = await startEmbeddedStore({ dataDir: options.dataDir, onWarning: options.onWarning });
  const connection = await open(
    embedded.url,
    options.database,
    `the embedded store in ${join(options.dataDir, "store")}`,
  );
  return {
    kind: "embedded",
    connection,
    exclusive: true,
    async close() {
      await connection.close();
      await embedded.close();
    },
  };
}

async function open(url: string, database: string, what: string): Promise<mongoose.Connection> {
  const connection = mongoose.createConnection(url, {
    dbName: database,
    serverSelectionTimeoutMS: CONNECT_TIMEOUT_MS,
    maxPoolSize: POOL_SIZE,
    autoIndex: false,
  });
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.close();
    throw new StoreUnavailableError(`Cannot reach ${what}: ${errorMessage(error)}`, { cause: error });
  }
}

/** Asks the store for a sign of life. @throws what the driver says when none comes in time */
export async function pingStore({ connection }: Pick<Store, "connection">, timeoutMs: number): Promise<void> {
  await connection.db?.admin().command({ ping: 1 }, { timeoutMS: timeoutMs });
}

/** @internal Exported for the start-up lines: a MongoDB address with user and password masked. */
export function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^@/]*@/, "//***@");
}

/** The driver's database behind the connection, for libraries that take it as it is. */
export function databaseOf({ connection }: Pick<Store, "connection">): mongoose.mongo.Db {
  return connection.getClient().db(connection.name);
}
