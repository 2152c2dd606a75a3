import type { Stats } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { PipewrightError } from "@pipewright/contract/errors";

/** No repository is this deep; a path that a command made so could not be named any more. */
const DEPTH_MAX = 256;
/** Below what systems take, with room for a name. */
const PATH_MAX_CHARACTERS = 3500;
/** More files than any repository that could be handled. */
const ENTRIES_MAX = 2_000_000;

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
 * it, and returns false to pass over its contents. @throws PipewrightError `workspace_too_large`
 */
export async function walkTree(root: string, visit: (entry: TreeEntry) => Promise<boolean>): Promise<void> {
  let entries = 0;
  await walkFolder(root, 0);

  async function walkFolder(folder: string, depth: number): Promise<void> {
    if (folder.length > PATH_MAX_CHARACTERS) throw tooLarge(`has paths of more than ${PATH_MAX_CHARACTERS} characters`);
    if (depth > DEPTH_MAX) throw tooLarge(`has more than ${DEPTH_MAX} folders in one another`);
    for (const name of await readdir(folder)) {
      entries += 1;
      if (entries > ENTRIES_MAX) throw tooLarge(`has more than ${ENTRIES_MAX} files`);
      const path = join(folder, name);
      const stats = await lstat(path);
      const goOn = await visit({ path, name, depth, stats });
      if (goOn && stats.isDirectory()) await walkFolder(path, depth + 1);
    }
  }
}

function tooLarge(what: string): PipewrightError {
  return new PipewrightError("workspace_too_large", 413, `The workspace ${what} after the run, which is too much.`);
}
