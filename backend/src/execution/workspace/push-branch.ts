import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConflictError } from "@pipewright/contract/errors";
import { fetchCommit } from "./fetch-commit.ts";
import { parseGitAddress, parseRevision } from "./git-address.ts";
import { type GitCredential, remoteCall } from "./remote-call.ts";
import { type Git, type GitCall, GitError } from "./run-git.ts";

const PUSH_TIMEOUT_MS = 5 * 60_000;
/** git's word for a branch that is not where we left it. */
const MOVED = /non-fast-forward|fetch first|stale info|\[rejected\]/;

export interface Person {
  name: string;
  email: string;
}

export interface PushBranchInput {
  git: Git;
  /** Any address that a workspace can be fetched from. */
  url: string;
  /** Commit that the change was made on. */
  base: string;
  /** `git diff` output, as the approved execution left it. */
  diff: string;
  branch: string;
  /** Commit message, trailers included. */
  message: string;
  author: Person;
  /** Makes the commit the same however often it is made. */
  date: Date;
  credential?: GitCredential | undefined;
  /** Where the branch stands already; it is pushed over only if it is still there. Without it, nothing is ever pushed over. */
  replaces?: string | undefined;
  signal: AbortSignal;
}

export interface ChangedFile {
  path: string;
  /** Null for a binary file. */
  added: number | null;
  removed: number | null;
}

export interface PushedBranch {
  commit: string;
  files: ChangedFile[];
}

/**
 * Makes one commit of the change and pushes it. Only an index is used: no file of the repository is written to disk, no hook
 * and no filter runs. Pushing the same change again changes nothing.
 * @throws GitError, ConflictError `branch_moved` when somebody else has pushed, `patch_does_not_apply`; InvalidFieldError
 */
export async function pushBranch(input: PushBranchInput): Promise<PushedBranch> {
  const address = parseGitAddress(input.url);
  parseRevision(input.branch);
  const scratch = await mkdtemp(join(tmpdir(), "pipewright-push-"));
  try {
    const gitDir = join(scratch, "git");
    await input.git(["init", "--quiet", "--bare", "--template=", gitDir], { signal: input.signal });
    const { git, url, base: commit, credential, signal } = input;
    const base = await fetchCommit({ git, gitDir, url, commit, token: credential?.password, signal });
    const made = await makeCommit(input, gitDir, base, join(scratch, "index"));
    const call = remoteCall(address, credential, { signal, timeoutMs: PUSH_TIMEOUT_MS });
    await push(input, gitDir, address.url, made, call);
    return { commit: made, files: await listFiles(input, gitDir, base, made) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function makeCommit(input: PushBranchInput, gitDir: string, base: string, index: string): Promise<string> {
  const { git, author, message, signal } = input;
  const date = input.date.toISOString();
  const env = {
    GIT_INDEX_FILE: index,
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
    GIT_COMMITTER_DATE: date,
  };
  const run = async (args: string[], text = "") =>
    (await git([`--git-dir=${gitDir}`, ...args], { signal, env, input: text })).toString("utf8").trim();
  await run(["read-tree", base]);
  try {
    await run(["apply", "--cached", "--whitespace=nowarn", "-"], input.diff);
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== "git_failed") throw error;
    throw new ConflictError("patch_does_not_apply", `The change does not apply to ${base}: ${error.message}`);
  }
  const tree = await run(["write-tree"]);
  return run(["commit-tree", tree, "-p", base, "-F", "-"], message);
}

async function push(
  { git, branch, replaces }: PushBranchInput,
  gitDir: string,
  url: string,
  commit: string,
  call: GitCall,
): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const lease = replaces === undefined ? [] : [`--force-with-lease=${ref}:${replaces}`];
  try {
    await git([`--git-dir=${gitDir}`, "push", "--quiet", "--no-verify", ...lease, "--", url, `${commit}:${ref}`], call);
  } catch (error) {
    if (!(error instanceof GitError) || !MOVED.test(error.stderr)) throw error;
    throw new ConflictError("branch_moved", `Somebody else has pushed to ${branch}; it was left as it is.`);
  }
}

async function listFiles(
  { git, signal }: PushBranchInput,
  gitDir: string,
  base: string,
  commit: string,
): Promise<ChangedFile[]> {
  const args = [`--git-dir=${gitDir}`, "diff-tree", "-r", "-z", "--numstat", "--no-renames", base, commit];
  const rows = (await git(args, { signal })).toString("utf8").split("\0").filter(Boolean);
  return rows.map((row) => {
    const [added = "", removed = "", ...path] = row.split("\t");
    return { path: path.join("\t"), added: count(added), removed: count(removed) };
  });
}

/** git writes `-` for a binary file. */
function count(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}
