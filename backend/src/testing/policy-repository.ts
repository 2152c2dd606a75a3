import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { EXAMPLES_DIR } from "../package-root.ts";

const run = promisify(execFile);
const IDENTITY = ["-c", "user.name=Somebody", "-c", "user.email=somebody@localhost", "-c", "commit.gpgSign=false"];

export interface PolicyRepository extends AsyncDisposable {
  dir: string;
  /** `file://` */
  url: string;
  /** A simulation of what fails in this repository. */
  failure: { repo: string; branch: string; commit_sha: string; commit_message: string; logs: string };
  /** Writes or removes the policy in the default branch. */
  setPolicy(text: string | null): Promise<void>;
}

/** An example as a git repository of its own: the default branch, and a branch that fails and brings `failingPolicy` along. */
export async function makePolicyRepository(
  policy: string | null,
  { scenario = "python-missing-import", failingPolicy }: { scenario?: string; failingPolicy?: string } = {},
): Promise<PolicyRepository> {
  const dir = await mkdtemp(join(tmpdir(), "pipewright-policy-test-"));
  const git = async (...args: string[]) => (await run("git", [...IDENTITY, ...args], { cwd: dir })).stdout.trim();
  const commit = async (message: string) => {
    await git("add", "--all");
    await git("commit", "--quiet", "--allow-empty", "--no-verify", "--message", message);
  };
  const setPolicy = async (text: string | null) => {
    const file = join(dir, ".pipewright.yml");
    await (text === null ? rm(file, { force: true }) : writeFile(file, text));
    await commit("Say what may be done here");
  };
  await cp(join(EXAMPLES_DIR, scenario, "repo"), dir, { recursive: true });
  await git("init", "--quiet", "--initial-branch=main");
  await setPolicy(policy);
  await git("checkout", "--quiet", "-b", "work");
  if (failingPolicy !== undefined) await setPolicy(failingPolicy);
  await commit("Tidy up the imports");
  const commitSha = await git("rev-parse", "HEAD");
  await git("checkout", "--quiet", "main");
  const url = pathToFileURL(dir).href;
  const logs = await readFile(join(EXAMPLES_DIR, scenario, "failure.log"), "utf8");
  return {
    dir,
    url,
    failure: { repo: url, branch: "work", commit_sha: commitSha, commit_message: "Tidy up the imports", logs },
    setPolicy,
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  };
}
