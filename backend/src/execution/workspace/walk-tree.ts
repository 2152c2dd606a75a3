import type { Stats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

export interface TreeEntry {
  /** Absolute path. */
  path: string;
  name: string;
  /** 0 for what lies directly in the root. */
  depth: number;
  stats: Stats;
}

/**
 * Visits everything below a folder without ever following a symbolic link. `visit` is called on a folder before what is in
 * it, and returns false to pass over its contents.
 */
export async function walkTree(root: string, visit: (entry: TreeEntry) => Promise<boolean>, depth = 0): Promise<void> {
  for (const name of await readdir(root)) {
    const path = join(root, name);
    const stats = await lstat(path);
    const goOn = await visit({ path, name, depth, stats });
    if (goOn && stats.isDirectory()) await walkTree(path, visit, depth + 1);
  }
}
