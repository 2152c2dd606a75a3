import { InvalidFieldError } from "@pipewright/contract/errors";
import { Signal } from "@pipewright/contract/signal";
import { type Scenario, SimulateRequest } from "@pipewright/contract/simulate";
import { describe, expect, it } from "vitest";
import { readSimulation } from "./simulate.ts";

const SCENARIO: Scenario = {
  id: "python-missing-import",
  title: "A module is used but not imported",
  ecosystem: "python",
  description: "json is used without an import",
  command: "python3 -m unittest",
  image: "python:3.12-slim",
  commitMessage: "Tidy imports",
  expected: { category: "runtime_error", fix: "script" },
};

const scenarios = {
  list: () => [SCENARIO],
  get: (id: string) => (id === SCENARIO.id ? SCENARIO : undefined),
  log: async () => "NameError: name 'json' is not defined",
};

const read = (body: object, githubServerUrl?: string) =>
  readSimulation(SimulateRequest.parse(body), { scenarios, githubServerUrl });
const report = (fields: object) => ({ repo: "acme/shop", logs: "boom", ...fields });

describe("a simulation of a scenario", () => {
  it("needs nothing but the scenario's id", async () => {
    const signal = await read({ scenario: SCENARIO.id });
    expect(Signal.parse(signal)).toEqual({
      source: "simulate",
      dedupeKeys: [],
      scenario: SCENARIO.id,
      repo: "pipewright-examples/python-missing-import",
      branch: "main",
      defaultBranch: "main",
      commitSha: "HEAD",
      commitMessage: "Tidy imports",
      workspace: { kind: "example", scenario: SCENARIO.id },
      command: "python3 -m unittest",
      image: "python:3.12-slim",
      logs: "NameError: name 'json' is not defined",
    });
  });

  it("takes what else is given instead of the scenario's own, and keeps its repository to work in", async () => {
    const own = { repo: "acme/shop", branch: "fix", commit_sha: "abc123", commit_message: "Break it", logs: "boom" };
    expect(await read({ ...own, scenario: SCENARIO.id })).toMatchObject({
      repo: "acme/shop",
      branch: "fix",
      commitSha: "abc123",
      commitMessage: "Break it",
      logs: "boom",
      workspace: { kind: "example", scenario: SCENARIO.id },
    });
  });

  it("names the field and the valid ids when the scenario is unknown", async () => {
    const refusal = read({ scenario: "no-such" });
    await expect(refusal).rejects.toThrow(InvalidFieldError);
    await expect(refusal).rejects.toMatchObject({
      fields: [{ path: "scenario", message: expect.stringContaining(SCENARIO.id) }],
    });
  });
});

describe("a free simulation", () => {
  it.each(["file:///srv/repo", "https://git.example.org/a/b.git", "ssh://git@git.example.org/a/b"])(
    "clones %s at the commit it names",
    async (repo) => {
      const { workspace } = await read(report({ repo, commit_sha: "abc123" }));
      expect(workspace).toEqual({ kind: "git", url: repo, commit: "abc123" });
    },
  );

  it("clones git@host:owner/name at the branch when it names no commit", async () => {
    const { workspace, commitSha } = await read(report({ repo: "git@git.example.org:a/b.git", branch: "dev" }));
    expect(workspace).toEqual({ kind: "git", url: "git@git.example.org:a/b.git", commit: "dev" });
    expect(commitSha).toBe("HEAD");
  });

  it("clones owner/name from the configured GitHub server", async () => {
    const { workspace } = await read(report({}), "https://github.example.org");
    expect(workspace).toEqual({ kind: "git", url: "https://github.example.org/acme/shop.git", commit: "main" });
  });

  it.each(["acme/shop", "acme/..", "a/b/c", "ext::sh -c id", "/srv/repo", "javascript://x"])(
    "works in an empty workspace for %s without a server, and says why",
    async (repo) => {
      expect((await read(report({ repo }))).workspace).toEqual({
        kind: "empty",
        reason: expect.stringContaining(repo),
      });
    },
  );

  it.each([
    ["repo", "https://user:secret@git.example.org/a/b"],
    ["repo", "https://ghp_token@github.com/a/b"],
    ["repo", "https://"],
    ["repo", "--upload-pack=evil"],
    ["branch", "--output=/etc/passwd"],
    ["commit_sha", "-x"],
  ])("refuses %s %s", async (field, value) => {
    await expect(read(report({ [field]: value }))).rejects.toMatchObject({ fields: [{ path: field }] });
  });
});
