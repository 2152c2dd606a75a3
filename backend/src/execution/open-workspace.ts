import { errorMessage, InvalidFieldError, NotFoundError } from "@pipewright/contract/errors";
import { type ExecutionDeps, type ExecutionHooks, type ExecutionInput, executionName } from "./execution-deps.ts";
import { findWorkspace, prepareWorkspace } from "./workspace/prepare-workspace.ts";
import { GitError } from "./workspace/run-git.ts";
import type { Workspace } from "./workspace/workspace.ts";

/**
 * The pristine workspace of an execution. One that an earlier process finished is taken as it is: no command ever writes to
 * it, and a container that outlived that process may be running on a copy beside it.
 */
export async function openWorkspace(
  input: ExecutionInput,
  deps: ExecutionDeps,
  hooks: Pick<ExecutionHooks, "signal" | "onNote">,
): Promise<Workspace> {
  const name = executionName(input);
  const found = await findWorkspace(deps.workspacesDir, name);
  if (found) return found;
  const { git, examplesDir, gitToken } = deps;
  const common = { git, root: deps.workspacesDir, name, examplesDir, gitToken, signal: hooks.signal };
  try {
    return await prepareWorkspace({ ...common, source: input.source });
  } catch (error) {
    if (!input.emptyWhenUnavailable || !isNoRepository(error)) throw error;
    const reason = `the repository could not be cloned (${errorMessage(error)})`;
    await hooks.onNote(`T${reason.slice(1)}; going on in an empty workspace`);
    return prepareWorkspace({ ...common, source: { kind: "empty", reason } });
  }
}

function isNoRepository(error: unknown): boolean {
  if (error instanceof GitError) return error.code !== "git_missing";
  return error instanceof NotFoundError || error instanceof InvalidFieldError;
}
