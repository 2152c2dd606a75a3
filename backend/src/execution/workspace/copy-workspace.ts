import { constants } from "node:fs";
import { cp, mkdir, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { removeTree } from "./remove-tree.ts";
import type { Workspace } from "./workspace.ts";

/** Parts of the trusted repository that a command's own, disposable `.git` is made of. No remote, no hooks, no token. */
const REPOSITORY_PARTS = ["HEAD", "objects", "refs", "packed-refs", "shallow", "index"] as const;
const DISPOSABLE_CONFIG = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n";

/**
 * Copies a workspace's files beside it under a new name; a copy of that name is replaced. With `withGit` the copy has a
 * `.git` of its own for commands like `git ls-files`; ours never reads it. The copy appears whole or not at all.
 */
export async function copyWorkspace(from: Workspace, name: string, options: { withGit: boolean }): Promise<Workspace> {
  const dir = copyPath(from, name);
  const partial = `${dir}.partial`;
  await removeTree(dir);
  await removeTree(partial);
  await copyTree(from.dir, partial);
  if (options.withGit) await addDisposableRepository(from.gitDir, join(partial, ".git"));
  await rename(partial, dir);
  return { ...from, dir };
}

/** The copy of that name, if a whole one is there. */
export async function findCopy(from: Workspace, name: string): Promise<Workspace | undefined> {
  const dir = copyPath(from, name);
  const found = await stat(dir).catch(() => undefined);
  return found?.isDirectory() ? { ...from, dir } : undefined;
}

function copyPath(from: Workspace, name: string): string {
  return join(dirname(from.gitDir), name);
}

async function copyTree(from: string, to: string): Promise<void> {
  const mode = constants.COPYFILE_FICLONE;
  await cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true, mode });
}

async function addDisposableRepository(gitDir: string, to: string): Promise<void> {
  await mkdir(to);
  for (const part of REPOSITORY_PARTS) {
    const from = join(gitDir, part);
    if (await stat(from).catch(() => undefined)) await copyTree(from, join(to, part));
  }
  await writeFile(join(to, "config"), DISPOSABLE_CONFIG);
}
