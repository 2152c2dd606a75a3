import { join } from "node:path";

/**
 * A work tree that commands may write, and the repository it came from. The repository (`gitDir`) lies outside of every
 * folder a command can reach: what a fix writes to a `.git` of its own cannot make our git run anything.
 */
export interface Workspace {
  /** Absolute path of the work tree. */
  dir: string;
  /** Absolute path of the trusted repository. */
  gitDir: string;
  /** Full id of the commit that the work tree was made from. */
  commit: string;
  /** Why there is nothing in it, when the repository could not be had. */
  emptyReason?: string;
}

/** Where the parts of one prepared workspace lie below the workspaces folder. */
export function workspacePaths(root: string, name: string) {
  const base = join(root, name);
  return { base, gitDir: join(base, "git"), pristine: join(base, "pristine"), note: join(base, "workspace.json") };
}

/** Git arguments that bind a call to the trusted repository and to the work tree. */
export function bound(workspace: Workspace): string[] {
  return [`--git-dir=${workspace.gitDir}`, `--work-tree=${workspace.dir}`];
}
