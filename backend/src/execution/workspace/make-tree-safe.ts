import { chmod } from "node:fs/promises";
import { removeTree } from "./remove-tree.ts";
import { walkTree } from "./walk-tree.ts";

const OWNER_READ = 0o400;
const OWNER_ALL = 0o700;

/**
 * Prepares a tree that a command has written for being read by our git. Repositories inside it are removed, because git would
 * start itself in them with their settings (their `.git/config` could name programs to run). What the command made unreadable
 * becomes readable again. The disposable `.git` of the root stays; with `--git-dir` git never looks into it.
 */
export async function makeTreeSafe(dir: string): Promise<void> {
  await walkTree(dir, async ({ path, name, depth, stats }) => {
    if (depth === 0 && name === ".git") return false;
    if (name.toLowerCase() === ".git") {
      await removeTree(path);
      return false;
    }
    if (stats.isDirectory() && (stats.mode & OWNER_ALL) !== OWNER_ALL) await chmod(path, stats.mode | OWNER_ALL);
    if (stats.isFile() && (stats.mode & OWNER_READ) === 0) await chmod(path, stats.mode | OWNER_READ);
    return true;
  });
}
