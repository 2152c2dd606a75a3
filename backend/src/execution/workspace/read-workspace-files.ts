import { constants, type Stats } from "node:fs";
import { type FileHandle, lstat, open } from "node:fs/promises";
import { isAbsolute, join, normalize, sep } from "node:path";

export interface WorkspaceFile {
  /** As it was asked for, relative to the root. */
  path: string;
  text: string;
  /** True when only the beginning is given. */
  cut: boolean;
}

/**
 * Reads text files of a work tree, for a model. Files that are missing, not text, outside of the tree or behind a symbolic
 * link are left out. `maxBytes` is the sum over all files; the one that passes it is cut, those after it are left out.
 */
export async function readWorkspaceFiles(dir: string, paths: readonly string[], maxBytes: number) {
  const files: WorkspaceFile[] = [];
  let left = maxBytes;
  for (const path of new Set(paths)) {
    if (left <= 0) break;
    const bytes = await readPlainFile(dir, path, left + 1);
    const text = bytes && decodeText(bytes.subarray(0, left), bytes.length > left);
    if (bytes === undefined || text === undefined) continue;
    files.push({ path, text, cut: bytes.length > left });
    left -= bytes.length;
  }
  return files;
}

async function readPlainFile(dir: string, path: string, maxBytes: number): Promise<Buffer | undefined> {
  const relative = normalize(path);
  const parts = relative.split(sep);
  if (isAbsolute(relative) || parts.some((part) => part === ".." || part.toLowerCase() === ".git")) return undefined;
  if (!(await parentsAreFolders(dir, parts.slice(0, -1)))) return undefined;
  let handle: FileHandle | undefined;
  try {
    handle = await open(join(dir, relative), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (!(await handle.stat()).isFile()) return undefined;
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
    return buffer.subarray(0, bytesRead);
  } catch {
    return undefined;
  } finally {
    await handle?.close();
  }
}

async function parentsAreFolders(dir: string, parts: string[]): Promise<boolean> {
  let path = dir;
  for (const part of parts) {
    path = join(path, part);
    const stats: Stats | undefined = await lstat(path).catch(() => undefined);
    if (!stats?.isDirectory()) return false;
  }
  return true;
}

function decodeText(bytes: Buffer, cut: boolean): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return undefined;
  }
}
