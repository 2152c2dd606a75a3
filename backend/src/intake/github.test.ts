import { InvalidFieldError } from "@pipewright/contract/errors";
import { Signal } from "@pipewright/contract/signal";
import { describe, expect, it } from "vitest";
import { failedRunPayload, GITHUB_EXAMPLES, githubExamples } from "../testing/github-examples.ts";
import { readGithubDelivery } from "./github.ts";

const USED = new Set(["workflow_run", "workflow_job", "check_run", "check_suite"]);

const read = (body: unknown, event = "workflow_run") => readGithubDelivery({ event, id: "72d3162e", payload: body });

describe("a GitHub delivery", () => {
  it("of a failed workflow run becomes a signal", () => {
    const outcome = read(failedRunPayload({ run_attempt: 2, name: "CI", id: 42 }));
    expect(outcome).toHaveProperty("signal");
    if (!("signal" in outcome)) return;
    expect(Signal.parse(outcome.signal)).toEqual(outcome.signal);
    expect(outcome.signal).toMatchObject({
      source: "github",
      dedupeKeys: ["github:delivery:72d3162e", "github:run:Codertocat/Hello-World:42:2"],
      repo: "Codertocat/Hello-World",
      branch: "main",
      defaultBranch: "main",
      commitMessage: "Update milestone-created.yml",
      workspace: {
        kind: "git",
        url: "https://github.com/Codertocat/Hello-World.git",
        commit: outcome.signal.commitSha,
      },
      run: { id: 42, attempt: 2, workflow: "CI", conclusion: "failure", fork: false },
    });
  });

  it.each(["failure", "timed_out", "startup_failure"])("with the conclusion %s is taken", (conclusion) => {
    expect(read(failedRunPayload({ conclusion }))).toMatchObject({ signal: { run: { conclusion } } });
  });

  it.each(["success", "cancelled", "skipped", "neutral", "action_required", "stale", null])(
    "with the conclusion %s is ignored",
    (conclusion) => {
      expect(read(failedRunPayload({ conclusion }))).toEqual({
        ignored: expect.stringContaining(conclusion ?? "nothing"),
      });
    },
  );

  it("of any other event GitHub knows is ignored with a reason", () => {
    for (const { name, examples: payloads } of GITHUB_EXAMPLES) {
      for (const body of payloads) {
        if (!USED.has(name)) expect(read(body, name)).toEqual({ ignored: expect.any(String) });
      }
    }
  });

  it("takes every real workflow_run payload, whatever its action", () => {
    const runs = githubExamples("workflow_run");
    expect(runs.length).toBeGreaterThan(3);
    for (const run of runs) expect(read(run)).toEqual({ ignored: expect.any(String) });
  });

  it("from a fork is cloned from the fork, and marked", () => {
    const fork = { full_name: "someone/Hello-World", html_url: "https://github.com/someone/Hello-World" };
    expect(read(failedRunPayload({ head_repository: fork }))).toMatchObject({
      signal: {
        repo: "Codertocat/Hello-World",
        workspace: { kind: "git", url: "https://github.com/someone/Hello-World.git" },
        run: { fork: true },
      },
    });
  });

  it("from a fork that is gone has nothing to clone, and says so", () => {
    expect(read(failedRunPayload({ head_repository: null }))).toMatchObject({
      signal: { workspace: { kind: "empty", reason: expect.stringContaining("fork") }, run: { fork: true } },
    });
  });

  it("is one failure for one attempt of a run, and another for the next attempt", () => {
    const keys = [1, 2].map((run_attempt) => {
      const outcome = read(failedRunPayload({ run_attempt }));
      return "signal" in outcome ? outcome.signal.dedupeKeys[1] : undefined;
    });
    expect(new Set(keys).size).toBe(2);
  });

  it("names the fields that a failed run lacks", () => {
    expect(() => read(failedRunPayload({ head_sha: "--upload-pack=x" }))).toThrow(InvalidFieldError);
    expect(() => read(failedRunPayload({ head_sha: "x" }))).toThrow(/workflow_run\.head_sha/);
    expect(() => read({ action: "completed", workflow_run: { conclusion: "failure" } })).toThrow(/repository/);
    for (const body of [null, 1, "x", [], {}]) expect(() => read(body)).toThrow(InvalidFieldError);
  });
});
