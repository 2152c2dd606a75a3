import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type GitAddress, parseGitAddress, parseRevision } from "./git-address.ts";
import { remoteCall } from "./remote-call.ts";
import { type Git, type GitCall, GitError } from "./run-git.ts";

const FETCH_TIMEOUT_MS = 10 * 60_000;
const FULL_COMMIT_ID = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const TOKEN_USER = "x-access-token";
/** A server that cannot be reached or refuses us says the same to a second, fuller request. */
const HOPELESS =
  /could not resolve|could not read (username|password)|authentication failed|permission denied|not found|does not exist|does not appear to be a git|connection (refused|timed out)|dubious ownership|unable to access|timed out|transport '.*' not allowed/i;

export interface FetchCommitInput {
  git: Git;
  gitDir: string;
  url: string;
  commit: string;
  token?: string | undefined;
  signal: AbortSignal;
}

/**
 * Fetches one commit into a bare repository and points HEAD at it; resolves to its full id. Asks for that commit alone, and
 * for all branches only when the server does not allow it. The token goes to git in its environment and is stored nowhere.
 * @throws GitError, InvalidFieldError
 */
export async function fetchCommit(input: FetchCommitInput): Promise<string> {
  const address = parseGitAddress(input.url);
  const revision = parseRevision(input.commit);
  const credential = input.token === undefined ? undefined : { user: TOKEN_USER, password: input.token };
  const call = remoteCall(address, credential, { signal: input.signal, timeoutMs: FETCH_TIMEOUT_MS });
  try {
    await fetchOneCommit(input, call, address, revision);
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== "git_failed" || HOPELESS.test(error.stderr)) throw error;
    await fetchAllBranches(input, call, address);
  }
  // git writes the address it fetched from into this file; nothing needs it.
  await rm(join(input.gitDir, "FETCH_HEAD"), { force: true });
  return pointHead(input, revision);
}

async function fetchOneCommit(input: FetchCommitInput, call: GitCall, address: GitAddress, revision: string) {
  if (revision !== "HEAD" && /^[0-9a-f]{4,39}$/.test(revision)) {
    throw new GitError("git_failed", "a short commit id needs all branches", "");
  }
  const refspec = `+${revision}:refs/pipewright/commit`;
  const options = ["--quiet", "--no-tags", "--no-recurse-submodules", "--depth=1"];
  await input.git([`--git-dir=${input.gitDir}`, "fetch", ...options, "--", address.url, refspec], call);
}

async function fetchAllBranches(input: FetchCommitInput, call: GitCall, address: GitAddress): Promise<void> {
  const options = ["--quiet", "--no-tags", "--no-recurse-submodules"];
  const refspecs = ["+refs/heads/*:refs/heads/*"];
  await input.git([`--git-dir=${input.gitDir}`, "fetch", ...options, "--", address.url, ...refspecs], call);
}

async function pointHead(input: FetchCommitInput, revision: string): Promise<string> {
  const gitDir = `--git-dir=${input.gitDir}`;
  for (const name of ["refs/pipewright/commit", revision]) {
    const found = await resolveCommit(input, name);
    if (found === undefined) continue;
    await input.git([gitDir, "update-ref", "--no-deref", "HEAD", found], { signal: input.signal });
    return found;
  }
  throw new GitError("commit_not_found", `the repository has no commit ${revision} on any branch`, "");
}

async function resolveCommit(input: FetchCommitInput, name: string): Promise<string | undefined> {
  const args = [
    `--git-dir=${input.gitDir}`,
    "rev-parse",
    "--quiet",
    "--verify",
    "--end-of-options",
    `${name}^{commit}`,
  ];
  try {
    const id = (await input.git(args, { signal: input.signal })).toString("utf8").trim();
    return FULL_COMMIT_ID.test(id) ? id : undefined;
  } catch (error) {
    if (error instanceof GitError && error.code === "git_failed") return undefined;
    throw error;
  }
}
