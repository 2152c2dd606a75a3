import { chmodSync, mkdirSync } from "node:fs";
import { open, type RootDatabase } from "lmdb";
import { type Change, Table } from "./table.ts";

/** LMDB environment of one store. All keys and values are bytes. */
export interface Environment {
  readonly root: RootDatabase<Buffer, Buffer>;
  readonly catalog: Table;
  readonly documents: Table;
  readonly indexes: Table;
  /** What the running transaction has changed, in order. */
  readonly journal: Change[];
}

const MAX_DATABASES = 8;

/**
 * Opens the environment. `overlappingSync` is off: a commit that is reported is on the disk. Reading it takes no time
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
  const journal: Change[] = [];
  const table = (name: string): Table => new Table(root.openDB<Buffer, Buffer>({ name, ...options }), journal);
  return { root, catalog: table("catalog"), documents: table("documents"), indexes: table("indexes"), journal };
}
