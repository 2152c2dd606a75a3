import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { NotFoundError } from "@pipewright/contract/errors";
import type { WorkspaceSource } from "@pipewright/contract/signal";
import { z } from "zod";
import { ARTEFACT_PATTERNS } from "./artefacts.ts";
import { fetchCommit } from "./fetch-commit.ts";
import { removeTree } from "./remove-tree.ts";
import type { Git } from "./run-git.ts";
import { bound, type Workspace, workspacePaths } from "./workspace.ts";

const SCENARIO_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Author and date of the commit that an example starts from, so that its id is the same everywhere. */
const EXAMPLE_IDENTITY = {
  GIT_AUTHOR_NAME: "Pipewright",
  GIT_AUTHOR_EMAIL: "pipewright@localhost",
  GIT_AUTHOR_DATE: "2025-01-01T00:00:00Z",
  GIT_COMMITTER_NAME: "Pipewright",
  GIT_COMMITTER_EMAIL: "pipewright@localhost",
  GIT_COMMITTER_DATE: "2025-01-01T00:00:00Z",
} as const;

const Note = z.object({ commit: z.string(), emptyReason: z.string().optional() });

export interface PrepareWorkspaceInput {
  git: Git;
  /** Folder that holds all workspaces. */
  root: string;
  /** Names this workspace below `root`, e.g. `65f0…-r1`. */
  name: string;
  source: WorkspaceSource;
  /** Folder that holds the examples, each with its `repo/`. */
  examplesDir: string;
  /** The password for an address; a fork is never cloned with one. */
  gitToken?: ((url: string, signal: AbortSignal) => Promise<string | undefined>) | undefined;
  signal: AbortSignal;
}

/**
 * Makes a pristine work tree at the failing commit, from scratch: what an interrupted attempt left is removed first.
 * @throws GitError when git is missing or the repository cannot be had, InvalidFieldError on an address that is not allowed
 */
export async function prepareWorkspace(input: PrepareWorkspaceInput): Promise<Workspace> {
  const paths = workspacePaths(input.root, input.name);
  await removeTree(paths.base);
  await mkdir(paths.pristine, { recursive: true });
  const init = ["init", "--quiet", "--bare", "--template=", "--initial-branch=main", paths.gitDir];
  await input.git(init, { signal: input.signal });

  const unfinished: Workspace = { dir: paths.pristine, gitDir: paths.gitDir, commit: "" };
  const workspace = await fill(input, unfinished);
  await mkdir(join(paths.gitDir, "info"), { recursive: true });
  await writeFile(join(paths.gitDir, "info", "exclude"), `${ARTEFACT_PATTERNS.join("\n")}\n`);
  const note: z.infer<typeof Note> = { commit: workspace.commit, emptyReason: workspace.emptyReason };
  await writeFile(paths.note, JSON.stringify(note));
  return workspace;
}

/** The workspace of that name, if an earlier call finished making it. */
export async function findWorkspace(root: string, name: string): Promise<Workspace | undefined> {
  const paths = workspacePaths(root, name);
  const text = await readFile(paths.note, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const { commit, emptyReason } = Note.parse(JSON.parse(text));
  const workspace = { dir: paths.pristine, gitDir: paths.gitDir, commit };
  return emptyReason === undefined ? workspace : { ...workspace, emptyReason };
}

/** Removes a workspace with its copies. */
export async function removeWorkspace(root: string, name: string): Promise<void> {
  await removeTree(workspacePaths(root, name).base);
}

async function fill(input: PrepareWorkspaceInput, workspace: Workspace): Promise<Workspace> {
  const { source } = input;
  switch (source.kind) {
    case "git": {
      const { git, signal, gitToken } = input;
      const { gitDir } = workspace;
      const token = source.fork ? undefined : await gitToken?.(source.url, signal);
      const commit = await fetchCommit({ git, gitDir, url: source.url, commit: source.commit, token, signal });
      await git([...bound(workspace), "reset", "--quiet", "--hard", commit], { cwd: workspace.dir, signal });
      return { ...workspace, commit };
    }
    case "example":
      await copyExample(input.examplesDir, source.scenario, workspace.dir);
      return { ...workspace, commit: await commitAll(input, workspace) };
    case "empty":
      return { ...workspace, commit: await commitAll(input, workspace), emptyReason: source.reason };
  }
}

async function copyExample(examplesDir: string, scenario: string, dir: string): Promise<void> {
  const from = join(examplesDir, scenario, "repo");
  if (!SCENARIO_ID.test(scenario)) throw new NotFoundError(`there is no example ${scenario}`);
  try {
    await cp(from, dir, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new NotFoundError(`there is no example ${scenario}`);
    }
    throw error;
  }
}

async function commitAll(input: PrepareWorkspaceInput, workspace: Workspace): Promise<string> {
  const call = { cwd: workspace.dir, signal: input.signal };
  await input.git([...bound(workspace), "add", "--all", "."], call);
  const commit = ["commit", "--quiet", "--allow-empty", "--no-verify", "--message=The state that failed"];
  await input.git([...bound(workspace), ...commit], { ...call, env: EXAMPLE_IDENTITY });
  return (await input.git([...bound(workspace), "rev-parse", "HEAD"], call)).toString("utf8").trim();
}
