import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Removes a folder that a command has written, whatever it made of it. Node's own removal gives up on paths longer than the
 * system takes in one piece and on folders without rights; the system's tools do not.
 */
export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 2 });
  } catch (error) {
    if (process.platform === "win32") throw error;
    // What it could not change, `rm` will complain of.
    await run("chmod", ["-R", "u+rwX", "--", path]).catch(() => undefined);
    await run("rm", ["-rf", "--", path]);
  }
}
