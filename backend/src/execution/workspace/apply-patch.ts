import { makeTreeSafe } from "./make-tree-safe.ts";
import { type Git, GitError } from "./run-git.ts";
import { bound, type Workspace } from "./workspace.ts";

export interface PatchOutcome {
  applied: boolean;
  /** git's own words when it does not apply. */
  message: string;
}

/**
 * Applies a unified diff to a work tree, all of it or nothing. git refuses paths that lead out of the tree, through symbolic
 * links or into a repository. Line counts that do not add up, as models write them, are counted again.
 */
export async function applyPatch(
  git: Git,
  workspace: Workspace,
  patch: string,
  signal: AbortSignal,
): Promise<PatchOutcome> {
  await makeTreeSafe(workspace.dir);
  const input = patch.endsWith("\n") ? patch : `${patch}\n`;
  const call = { cwd: workspace.dir, signal, input };
  const apply = [...bound(workspace), "apply", "--whitespace=nowarn"];
  let problem = "";
  for (const leniency of [[], ["--recount"]]) {
    try {
      await git([...apply, ...leniency, "--check", "-"], call);
      await git([...apply, ...leniency, "-"], call);
      return { applied: true, message: "" };
    } catch (error) {
      if (!(error instanceof GitError) || error.code !== "git_failed") throw error;
      problem ||= error.stderr.trim();
    }
  }
  return { applied: false, message: problem };
}
