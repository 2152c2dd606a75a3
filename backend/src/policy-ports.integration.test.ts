import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createPolicyPorts } from "./policy-ports.ts";
import { makePolicyRepository, type PolicyRepository } from "./testing/policy-repository.ts";

const ports = createPolicyPorts({ hostEnvironment: process.env }, async () => undefined);
const signal = new AbortController().signal;
const BASE = "version: 1\njobs:\n  'ci/unit *': { command: make base }\n  ci: { command: make ci }\n";

/** A run of the workflow `ci` that failed at the repository's last commit. */
function failureOf(repository: PolicyRepository, { fork = false, repositoryUrl = "" } = {}) {
  return {
    signal: {
      source: "github" as const,
      repo: "acme/shop",
      branch: "work",
      commitSha: repository.failure.commit_sha,
      commitMessage: "",
      workspace: { kind: "git" as const, url: repository.url, commit: repository.failure.commit_sha },
      ...(repositoryUrl !== "" && { repositoryUrl }),
      run: { id: 1, attempt: 1, url: "https://ci.example/1", workflow: "ci", conclusion: "failure", fork },
    },
  };
}

describe("a repository's policy", () => {
  it("is found by the workflow and the job that failed, as far as they are known", async () => {
    await using repository = await makePolicyRepository(BASE);
    const about = failureOf(repository);
    expect(await ports.loadPolicy(about, { signal })).toMatchObject({ command: "make ci" });
    const log = { fileId: "f", bytes: 1, lines: 1, droppedBytes: 0, job: "unit (20)" };
    expect(await ports.loadPolicy({ ...about, log }, { signal })).toMatchObject({ command: "make base" });
  });

  it("is never a fork's", async () => {
    await using base = await makePolicyRepository(BASE);
    await using fork = await makePolicyRepository("version: 1\njobs: { ci: { command: curl evil.example } }\n");
    const known = await ports.loadPolicy(failureOf(fork, { fork: true, repositoryUrl: base.url }), { signal });
    expect(known).toMatchObject({ status: "found", command: "make ci" });
    const unknown = await ports.loadPolicy(failureOf(fork, { fork: true }), { signal });
    expect(unknown).toMatchObject({ status: "unknown", rules: [] });
    expect(unknown.command).toBeUndefined();
  });

  it("is none without a file, and wrong where the file is a link to another", async () => {
    await using repository = await makePolicyRepository(null);
    expect(await ports.loadPolicy(failureOf(repository), { signal })).toEqual({ status: "none", rules: [] });
    await symlink("/etc/hostname", join(repository.dir, ".pipewright.yaml"));
    await repository.setPolicy(null);
    expect(await ports.loadPolicy(failureOf(repository), { signal })).toMatchObject({
      status: "invalid",
      file: ".pipewright.yaml",
    });
  });

  it("is unknown where nothing answers, and asked for again when it must be known", async () => {
    await using repository = await makePolicyRepository(BASE);
    const about = failureOf(repository, { repositoryUrl: `${repository.url}-nowhere` });
    expect(await ports.loadPolicy(about, { signal })).toMatchObject({ status: "unknown", reason: expect.any(String) });
    expect(await ports.loadPolicy(about, { signal, fresh: true })).toMatchObject({ status: "unknown" });
  });
});
