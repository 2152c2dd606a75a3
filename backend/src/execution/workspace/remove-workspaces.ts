import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { removeTree } from "./remove-tree.ts";

/** Removes the workspaces whose name `keep` does not claim. */
export async function removeWorkspacesExcept(root: string, keep: (name: string) => boolean): Promise<void> {
  const names = await readdir(root).catch(() => []);
  for (const name of names) if (!keep(name)) await removeTree(join(root, name));
}
