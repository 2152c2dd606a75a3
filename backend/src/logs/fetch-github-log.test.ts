import { buffer } from "node:stream/consumers";
import { UpstreamError } from "@pipewright/contract/errors";
import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import type { ActionsApi } from "./actions-api.ts";
import { fetchGitHubLog } from "./fetch-github-log.ts";

const JOBS = [
  { id: 1, name: "lint", conclusion: "success" },
  { id: 2, name: "test", conclusion: "failure" },
  { id: 3, name: "build", conclusion: "timed_out" },
];

function actions(jobs: object[], log: (id: number) => Uint8Array | string): { api: ActionsApi; asked: string[] } {
  const asked: string[] = [];
  const api: ActionsApi = {
    async json(path) {
      asked.push(path);
      return { jobs };
    },
    async jobLog(id) {
      asked.push(`log ${id}`);
      const told = log(id);
      return typeof told === "string" ? Buffer.from(told) : told;
    },
  };
  return { api, asked };
}

const fetchFrom = ({ api }: { api: ActionsApi }) =>
  fetchGitHubLog({ api, runId: 7, attempt: 2 }, new AbortController().signal);

describe("a run's log", () => {
  it("is that of its failed jobs of the attempt, and no other", async () => {
    const github = actions(JOBS, (id) => `log of job ${id}`);
    expect(await fetchFrom(github)).toEqual({
      text: "##[section]Starting: test\nlog of job 2\n##[section]Starting: build\nlog of job 3\n",
      job: "test",
      failedSteps: [],
    });
    expect(github.asked).toEqual(["/runs/7/attempts/2/jobs?per_page=100&page=1", "log 2", "log 3"]);
  });

  it("comes with the steps that failed, as GitHub names them", async () => {
    const times = { started_at: "2024-05-02T10:00:04Z", completed_at: "2024-05-02T10:00:05Z" };
    const steps = [
      { name: "Set up job", conclusion: "success", ...times },
      { name: "Unit\ntests", conclusion: "failure", ...times },
      { name: "Never ran", conclusion: "failure", started_at: null, completed_at: null },
    ];
    const github = actions([{ id: 2, name: "test", conclusion: "failure", steps }], () => "boom\n");
    expect((await fetchFrom(github)).failedSteps).toEqual([
      { job: "test", name: "Unit tests", startedAt: times.started_at, completedAt: times.completed_at },
    ]);
  });

  it("takes the first jobs of many for all of them", async () => {
    const matrix = Array.from({ length: 40 }, (_, id) => ({ id, name: `test ${id}`, conclusion: "failure" }));
    const github = actions(matrix, () => "boom\n");
    expect((await fetchFrom(github)).text.match(/^##\[section\]/gm)).toHaveLength(5);
    expect(github.asked.length).toBeLessThanOrEqual(6);
  });

  it("is unpacked when it comes as an archive", async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from("second\n"), "2_Run tests.txt");
    zip.addBuffer(Buffer.from("first\n"), "1_Set up job.txt");
    zip.end();
    const archive = await buffer(zip.outputStream);
    const github = actions(JOBS.slice(0, 2), () => archive);
    expect((await fetchFrom(github)).text).toBe("##[section]Starting: test\nfirst\nsecond\n");
    const cut = actions(JOBS.slice(0, 2), () => archive.subarray(0, 60));
    await expect(fetchFrom(cut)).rejects.toMatchObject({ code: "github_log_damaged", retryable: true });
  });

  it("is not there when no job failed", async () => {
    await expect(fetchFrom(actions([], () => ""))).rejects.toBeInstanceOf(UpstreamError);
    await expect(fetchFrom(actions([], () => ""))).rejects.toMatchObject({ code: "github_no_failed_job" });
  });
});
