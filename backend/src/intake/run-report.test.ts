import type { RunReport } from "@pipewright/contract/runs";
import { describe, expect, it } from "vitest";
import { readRunReport } from "./run-report.ts";

const REPORT: RunReport = {
  repo_full_name: "acme/shop",
  branch: "main",
  commit_sha: "0123456789ABCDEF0123456789abcdef01234567",
  commit_message: "Break it",
  workflow_name: "CI",
  status: "failure",
  started_at: "2026-11-24T13:00:00+01:00",
};
const OPTIONS = { githubServerUrl: "https://github.example", receivedAt: new Date("2026-11-24T12:05:00Z") };
const read = (changes: Partial<RunReport> = {}) => readRunReport({ ...REPORT, ...changes }, OPTIONS);
const keyOf = (changes: Partial<RunReport>) => read(changes).run.dedupeKey;

describe("a run report", () => {
  it("becomes a run, with its times in UTC", () => {
    expect(read({ status: "success", job: "test", run_id: 7, finished_at: "2026-11-24T12:01:00Z" }).run).toEqual({
      repo: "acme/shop",
      branch: "main",
      commitSha: "0123456789abcdef0123456789abcdef01234567",
      commitMessage: "Break it",
      workflow: "CI",
      job: "test",
      runId: "7",
      attempt: 1,
      status: "success",
      startedAt: "2026-11-24T12:00:00.000Z",
      finishedAt: "2026-11-24T12:01:00.000Z",
      receivedAt: "2026-11-24T12:05:00.000Z",
      dedupeKey: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("starts when it was received, where the workflow had no time to put in", () => {
    expect(read({ started_at: "" }).run.startedAt).toBe("2026-11-24T12:05:00.000Z");
  });

  it("is a signal as well when the run failed, and only then", () => {
    expect(read({ logs: "NameError", job: "test" }).signal).toEqual({
      source: "report",
      dedupeKeys: [expect.stringMatching(/^report:/)],
      repo: "acme/shop",
      branch: "main",
      commitSha: "0123456789abcdef0123456789abcdef01234567",
      commitMessage: "Break it",
      workspace: {
        kind: "git",
        url: "https://github.example/acme/shop.git",
        commit: "0123456789abcdef0123456789abcdef01234567",
      },
      report: { workflow: "CI", job: "test", status: "failure" },
      logs: "NameError",
    });
    expect(read({ status: "timed_out" }).signal).toBeDefined();
    for (const status of ["success", "cancelled", "skipped"] as const) expect(read({ status }).signal).toBeUndefined();
  });

  it("is the same run when it is said again, and another run, job, attempt or outcome otherwise", () => {
    expect(keyOf({ logs: "now with a log" })).toBe(keyOf({}));
    expect(keyOf({ run_id: 7 })).toBe(keyOf({ run_id: "7", commit_sha: "abcdef0" }));
    const others = [
      {},
      { run_id: 7 },
      { run_id: 8 },
      { run_attempt: 2 },
      { job: "lint" },
      { status: "success" },
    ] as const;
    expect(new Set(others.map(keyOf)).size).toBe(others.length);
  });

  it("names the run on GitHub only when its address is there", () => {
    const url = "https://github.example/acme/shop/actions/runs/7";
    expect(read({ run_id: 7, run_url: url }).signal?.run).toMatchObject({ id: 7, attempt: 1, url, workflow: "CI" });
    for (const run_url of ["https://ci.example/7", "https://github.example/other/shop/actions/runs/7"]) {
      expect(read({ run_id: 7, run_url }).signal?.run).toBeUndefined();
    }
    expect(read({ run_url: url }).signal?.run).toBeUndefined();
  });
});
