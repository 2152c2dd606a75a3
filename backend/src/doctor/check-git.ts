import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { HealthPart } from "@pipewright/contract/health";

const INSTALL: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: "sudo apt-get install git",
  darwin: "xcode-select --install",
  win32: "winget install --id Git.Git",
};

/** Whether the git is there that clones repositories and makes patches. */
export async function checkGit(signal: AbortSignal, command = "git"): Promise<HealthPart> {
  try {
    const { stdout } = await promisify(execFile)(command, ["--version"], { signal });
    return { status: "ok", kind: "git", message: stdout.trim() };
  } catch {
    const snippet = INSTALL[process.platform];
    return {
      status: "down",
      kind: "none",
      message: "git is not installed",
      advice: "Install git; repositories are cloned and patches are made with it.",
      ...(snippet !== undefined && { snippet }),
    };
  }
}
