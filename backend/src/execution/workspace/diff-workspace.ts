import { randomUUID } from "node:crypto";
import { copyFile, lstat, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PipewrightError } from "@pipewright/contract/errors";
import { makeTreeSafe } from "./make-tree-safe.ts";
import type { Git, GitCall } from "./run-git.ts";
import { bound, type Workspace } from "./workspace.ts";

const CHANGED_FILES_MAX_BYTES = 64 * 1024 * 1024;
const DIFF_MAX_BYTES = 8 * 1024 * 1024;

/**
 * What a fix changed: a patch from the commit to the work tree that `git apply` takes, with modes and binary files, without
 * what builds leave behind. Empty when nothing changed. Nothing of the work tree is run, whatever is in it.
 * @throws PipewrightError `diff_too_large`
 */
export async function diffWorkspace(git: Git, workspace: Workspace, signal: AbortSignal): Promise<string> {
  await makeTreeSafe(workspace.dir);
  const scratch = join(workspace.gitDir, `index-${randomUUID()}`);
  await copyFile(join(workspace.gitDir, "index"), scratch);
  const call: GitCall = { cwd: workspace.dir, signal, env: { GIT_INDEX_FILE: scratch } };
  try {
    await refuseTooMuch(git, workspace, call);
    await git([...bound(workspace), "add", "--all", "."], call);
    return await readDiff(git, workspace, call);
  } finally {
    await rm(scratch, { force: true });
  }
}

async function refuseTooMuch(git: Git, workspace: Workspace, call: GitCall): Promise<void> {
  const list = ["ls-files", "-z", "--others", "--modified", "--exclude-standard"];
  const names = (await git([...bound(workspace), ...list], call)).toString("utf8").split("\0").filter(Boolean);
  let bytes = 0;
  for (const name of new Set(names)) {
    const stats = await lstat(join(workspace.dir, name)).catch(() => undefined);
    if (stats?.isFile()) bytes += stats.size;
    if (bytes > CHANGED_FILES_MAX_BYTES)
      throw tooLarge(`the files that changed are larger than`, CHANGED_FILES_MAX_BYTES);
  }
}

async function readDiff(git: Git, workspace: Workspace, call: GitCall): Promise<string> {
  const options = ["--cached", "--binary", "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all"];
  const bytes = await git([...bound(workspace), "diff", ...options, "HEAD"], call);
  if (bytes.length > DIFF_MAX_BYTES) throw tooLarge("the diff is larger than", DIFF_MAX_BYTES);
  const text = bytes.toString("utf8");
  if (Buffer.from(text, "utf8").equals(bytes)) return text;
  return await readBinaryDiff(git, workspace, call, options);
}

/** A text file in another encoding than UTF-8 would not survive as a string, so everything is written as binary patches. */
async function readBinaryDiff(git: Git, workspace: Workspace, call: GitCall, options: string[]): Promise<string> {
  const attributes = join(workspace.gitDir, "info", "attributes");
  await writeFile(attributes, "* -diff\n");
  try {
    return (await git([...bound(workspace), "diff", ...options, "HEAD"], call)).toString("utf8");
  } finally {
    await rm(attributes, { force: true });
  }
}

function tooLarge(what: string, limit: number): PipewrightError {
  return new PipewrightError("diff_too_large", 413, `${what} ${limit / 1024 / 1024} MiB, which is too much for a fix`);
}
