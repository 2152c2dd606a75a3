import { lchown, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { RunUser } from "./container-options.ts";

/** Gives a work tree to the user that will write it. Does nothing when the server is that user itself. */
export async function giveTo(path: string, user: RunUser): Promise<void> {
  if (process.getuid?.() !== 0) return;
  await lchown(path, user.uid, user.gid);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) await giveTo(inner, user);
    else await lchown(inner, user.uid, user.gid);
  }
}
