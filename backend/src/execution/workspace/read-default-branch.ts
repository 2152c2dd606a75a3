import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseGitAddress } from "./git-address.ts";
import { remoteCall } from "./remote-call.ts";
import { type Git, type GitCall, GitError } from "./run-git.ts";

const TOKEN_USER = "x-access-token";
const PLAIN_FILE = /^100(?:644|755) blob ([0-9a-f]+)\t/;

export interface DefaultBranchInput {
  git: Git;
  /** Any address that a workspace can be fetched from. */
  url: string;
  /** Names from the repository's root; the first that is there is read. */
  files: readonly string[];
  token?: string | undefined;
  signal: AbortSignal;
  timeoutMs: number;
}

export interface DefaultBranchFile {
  file: string;
  /** Empty for what is there but is no plain file. */
  text: string;
  /** Full id of the commit at which the default branch stands. */
  commit: string;
}

/**
 * Reads one file as it stands in a repository's default branch, whatever commit failed; null when none is there. Fetches the
 * last commit without the contents of its files, where the server can do that. @throws GitError, InvalidFieldError
 */
export async function readDefaultBranch(input: DefaultBranchInput): Promise<DefaultBranchFile | null> {
  const address = parseGitAddress(input.url);
  const { git, signal, timeoutMs, token } = input;
  const credential = token === undefined ? undefined : { user: TOKEN_USER, password: token };
  const call = remoteCall(address, credential, { signal, timeoutMs });
  const scratch = await mkdtemp(join(tmpdir(), "pipewright-policy-"));
  try {
    const gitDir = join(scratch, "git");
    const options = [
      "--quiet",
      "--bare",
      "--depth=1",
      "--single-branch",
      "--no-tags",
      "--filter=blob:none",
      "--template=",
    ];
    await git(["clone", ...options, "--", address.url, gitDir], call);
    const commit = await headOf(git, gitDir, call);
    return commit === undefined ? null : await readFirst(input, gitDir, commit, call);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Undefined for a repository without a commit. */
async function headOf(git: Git, gitDir: string, call: GitCall): Promise<string | undefined> {
  try {
    return (await git([`--git-dir=${gitDir}`, "rev-parse", "--verify", "HEAD^{commit}"], call)).toString("utf8").trim();
  } catch (error) {
    if (error instanceof GitError && error.code === "git_failed") return undefined;
    throw error;
  }
}

async function readFirst(
  { git, files }: DefaultBranchInput,
  gitDir: string,
  commit: string,
  call: GitCall,
): Promise<DefaultBranchFile | null> {
  for (const file of files) {
    const entry = (await git([`--git-dir=${gitDir}`, "ls-tree", commit, "--", file], call)).toString("utf8");
    if (entry === "") continue;
    const blob = PLAIN_FILE.exec(entry)?.[1];
    // The content is fetched only now, so the server may be asked again.
    const text =
      blob === undefined ? "" : (await git([`--git-dir=${gitDir}`, "cat-file", "blob", blob], call)).toString("utf8");
    return { file, text, commit };
  }
  return null;
}
