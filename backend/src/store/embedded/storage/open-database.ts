import { chmodSync, mkdirSync } from "node:fs";
import { type Database, open, type RootDatabase } from "lmdb";

/** LMDB environment of one store. All keys and values are bytes. */
export interface Environment {
  readonly root: RootDatabase<Buffer, Buffer>;
  readonly catalog: Database<Buffer, Buffer>;
  readonly documents: Database<Buffer, Buffer>;
  readonly indexes: Database<Buffer, Buffer>;
}

const MAX_DATABASES = 8;

/**
 * Opens the environment. `overlappingSync` is off: a transaction that returned is on the disk. Reading it takes no time
 * that grows with the data.
 */
export function openEnvironment(path: string): Environment {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const root = open<Buffer, Buffer>({
    path,
    encoding: "binary",
    keyEncoding: "binary",
    overlappingSync: false,
    maxDbs: MAX_DATABASES,
    noSubdir: false,
  });
  chmodSync(path, 0o700);
  const options = { encoding: "binary", keyEncoding: "binary" } as const;
  return {
    root,
    catalog: root.openDB<Buffer, Buffer>({ name: "catalog", ...options }),
    documents: root.openDB<Buffer, Buffer>({ name: "documents", ...options }),
    indexes: root.openDB<Buffer, Buffer>({ name: "indexes", ...options }),
  };
}
