import { join } from "node:path";
import { Catalog } from "./catalog.ts";
import { type Environment, openEnvironment } from "./open-database.ts";
import { Writer } from "./writer.ts";

/** Everything a command works with. */
export interface Store {
  readonly environment: Environment;
  readonly catalog: Catalog;
  readonly writer: Writer;
}

/** Opens (or creates) the store in a folder. Its caller holds the folder's lock. */
export function openStore(dataDir: string): Store {
  const environment = openEnvironment(join(dataDir, "store"));
  const catalog = environment.root.transactionSync(() => new Catalog(environment));
  return { environment, catalog, writer: new Writer(environment, catalog) };
}

export async function closeStore(store: Store): Promise<void> {
  await store.writer.idle();
  await store.environment.root.close();
}
