import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { InMemoryFs } from "just-bash";

/** Where the workspace lies inside of the sandbox. */
export const MOUNT = "/workspace";
const MODE_BITS = 0o777;

/** What an entry of the workspace was before the run. */
export type OriginalEntry =
  | { kind: "file"; mode: number; size: number }
  | { kind: "directory" }
  | { kind: "symlink"; target: string };

export interface LoadedWorkspace {
  fs: InMemoryFs;
  /** By path inside of the sandbox. */
  original: Map<string, OriginalEntry>;
}

/**
 * Shows a folder of the host inside of an in-memory file system: modes and symbolic links as they are, contents read when they
 * are first needed. Links are followed inside of the sandbox only, so none leads to a file of the host. `.git` is left out.
 */
export async function loadWorkspace(hostDir: string, maxBytes: number): Promise<LoadedWorkspace> {
  const fs = new InMemoryFs({}, { maxTotalBytes: maxBytes });
  const original = new Map<string, OriginalEntry>();
  fs.mkdirSync("/tmp", { recursive: true });
  fs.mkdirSync(MOUNT, { recursive: true });
  await loadFolder(hostDir, MOUNT);
  return { fs, original };

  async function loadFolder(hostFolder: string, folder: string): Promise<void> {
    for (const name of readdirSync(hostFolder)) {
      if (name.toLowerCase() === ".git") continue;
      const hostPath = join(hostFolder, name);
      const path = `${folder}/${name}`;
      const stats = lstatSync(hostPath);
      if (stats.isDirectory()) {
        fs.mkdirSync(path);
        original.set(path, { kind: "directory" });
        await loadFolder(hostPath, path);
      } else if (stats.isSymbolicLink()) {
        const target = readlinkSync(hostPath);
        await fs.symlink(target, path);
        original.set(path, { kind: "symlink", target });
      } else if (stats.isFile()) {
        const mode = stats.mode & MODE_BITS;
        fs.writeFileLazy(path, () => readPlainFile(hostPath), { mode, mtime: stats.mtime });
        original.set(path, { kind: "file", mode, size: stats.size });
      }
    }
  }
}

function readPlainFile(hostPath: string): Uint8Array {
  const descriptor = openSync(hostPath, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    if (!fstatSync(descriptor).isFile()) throw new Error("not a regular file any more");
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
