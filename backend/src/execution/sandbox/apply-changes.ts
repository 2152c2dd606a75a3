import { chmod, lstat, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import type { TreeChange } from "./sandbox-messages.ts";

const CHANGES_MAX = 50_000;
const CHANGES_MAX_BYTES = 256 * 1024 * 1024;

/**
 * Writes what a command changed in the sandbox into the workspace on the host. Every path is checked to stay inside: none is
 * absolute, leads upwards, through a symbolic link or into `.git`. Returns why nothing was written, or undefined.
 */
export async function applyChanges(dir: string, changes: readonly TreeChange[]): Promise<string | undefined> {
  const refusal = refuse(changes);
  if (refusal !== undefined) return refusal;
  for (const change of changes) {
    const path = join(dir, change.path);
    if (!(await parentsAreFolders(dir, change.path))) continue;
    await applyChange(path, change);
  }
  return undefined;
}

function refuse(changes: readonly TreeChange[]): string | undefined {
  if (changes.length > CHANGES_MAX) return `it changed more than ${CHANGES_MAX} files`;
  let bytes = 0;
  for (const change of changes) {
    if (!isInside(change.path)) return `it wrote to ${JSON.stringify(change.path)}, which is not part of the workspace`;
    if (change.kind === "symlink" && !leadsInside(change.path, change.target)) {
      return `it made a symbolic link that leads out of the workspace (${change.path} -> ${change.target})`;
    }
    if (change.kind === "file") bytes += change.content.length;
  }
  const limitMib = CHANGES_MAX_BYTES / 1024 / 1024;
  return bytes > CHANGES_MAX_BYTES ? `it wrote more than ${limitMib} MiB` : undefined;
}

function isInside(path: string): boolean {
  const parts = path.split("/");
  const isPlain = (part: string): boolean => part !== "" && part !== "." && part !== ".." && !part.includes("\0");
  return parts.every((part) => isPlain(part) && part.toLowerCase() !== ".git" && !part.includes("\\"));
}

function leadsInside(path: string, target: string): boolean {
  if (target.startsWith("/") || target.includes("\0")) return false;
  const resolved = posix.normalize(posix.join(posix.dirname(path), target));
  return resolved !== ".." && !resolved.startsWith("../");
}

async function parentsAreFolders(dir: string, path: string): Promise<boolean> {
  let folder = dir;
  for (const part of path.split("/").slice(0, -1)) {
    folder = join(folder, part);
    const stats = await lstat(folder).catch(() => undefined);
    if (!stats?.isDirectory()) return false;
  }
  return true;
}

async function applyChange(path: string, change: TreeChange): Promise<void> {
  switch (change.kind) {
    case "deleted":
      return rm(path, { recursive: true, force: true });
    case "directory":
      await mkdir(path, { recursive: true });
      return;
    case "symlink":
      await rm(path, { force: true });
      return symlink(change.target, path);
    case "mode":
      return chmod(path, change.mode);
    case "file":
      // A new file and not the old one written over: the old one may be a link to elsewhere.
      await rm(path, { force: true });
      await writeFile(path, change.content, { flag: "wx" });
      return chmod(path, change.mode);
  }
}
