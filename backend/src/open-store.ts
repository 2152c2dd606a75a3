import { mkdir } from "node:fs/promises";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { connectStore, type Store } from "./store/connect.ts";

const OWNER_ONLY = 0o700;

/** Makes the data folder and opens the store that the configuration names. @throws StoreLockedError, StoreUnavailableError */
export async function openStore(config: Pick<Config, "dataDir" | "mongo">, log: Logger): Promise<Store> {
  await mkdir(config.dataDir, { recursive: true, mode: OWNER_ONLY });
  return connectStore({
    url: config.mongo.url,
    database: config.mongo.database,
    dataDir: config.dataDir,
    onWarning: (message) => log.warn(message),
  });
}
