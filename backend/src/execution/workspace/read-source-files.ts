import { type PrepareWorkspaceInput, prepareWorkspace, removeWorkspace } from "./prepare-workspace.ts";
import { readWorkspaceFiles, type WorkspaceFile } from "./read-workspace-files.ts";

/**
 * Reads text files at the failing commit, for a model that proposes a fix before anything has run. Makes a workspace of the
 * given name for it and removes it again. @throws GitError when the repository cannot be had
 */
export async function readSourceFiles(
  input: PrepareWorkspaceInput,
  paths: readonly string[],
  maxBytes: number,
): Promise<WorkspaceFile[]> {
  try {
    const { dir } = await prepareWorkspace(input);
    return await readWorkspaceFiles(dir, paths, maxBytes);
  } finally {
    await removeWorkspace(input.root, input.name);
  }
}
