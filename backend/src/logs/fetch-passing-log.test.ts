import { UpstreamError } from "@pipewright/contract/errors";
import { expect, it } from "vitest";
import { fetchPassingLog } from "./fetch-passing-log.ts";

const FAILED_JOBS = {
  jobs: [
    { id: 1, name: "lint", conclusion: "success" },
    { id: 2, name: "test", conclusion: "failure" },
  ],
};
const PASSED_JOBS = {
  jobs: [
    { id: 11, name: "lint", conclusion: "success" },
    { id: 12, name: "test", conclusion: "success" },
  ],
};
/** Answers by path; what it has no answer for is refused. */
async function serve(
  answers: Readonly<Record<string, unknown>>,
  known: { workflowId?: number; branch?: string; job?: string } = {},
) {
  const answerTo = async (path: string) => {
    if (answers[path] !== undefined) return answers[path];
    throw new UpstreamError("github_refused", `nothing at ${path}`, { retryable: false });
  };
  const api = { json: answerTo, jobLog: async (id: number) => Buffer.from(String(await answerTo(`log ${id}`))) };
  return fetchPassingLog({ api, runId: 7, attempt: 2, ...known }, new AbortController().signal);
}

const FAILED_RUN = {
  "/runs/7/attempts/2/jobs?per_page=100&page=1": FAILED_JOBS,
  "/runs/7": { workflow_id: 3, head_branch: "feature/x" },
};
const onBranch = `/workflows/3/runs?status=success&per_page=1&branch=feature%2Fx`;
const onAny = `/workflows/3/runs?status=success&per_page=1`;

it.each([
  ["on the same branch", { [onBranch]: { workflow_runs: [{ id: 5 }] } }],
  [
    "on any branch, when it never passed on this one",
    { [onBranch]: { workflow_runs: [] }, [onAny]: { workflow_runs: [{ id: 5 }] } },
  ],
])("is that of the same job when the workflow last passed %s", async (_, runs) => {
  const found = await serve({
    ...FAILED_RUN,
    ...runs,
    "/runs/5/jobs?per_page=100&page=1": PASSED_JOBS,
    "log 12": "all is well\n",
  });
  expect(found?.runId).toBe(5);
  expect(Buffer.from(found?.bytes ?? []).toString()).toBe("all is well\n");
});

it.each([
  ["the workflow never passed", { [onBranch]: { workflow_runs: [] }, [onAny]: { workflow_runs: [] } }],
  [
    "the run that passed had no such job",
    { [onBranch]: { workflow_runs: [{ id: 5 }] }, "/runs/5/jobs?per_page=100&page=1": { jobs: [] } },
  ],
])("is none when %s", async (_, answers) => {
  expect(await serve({ ...FAILED_RUN, ...answers })).toBeUndefined();
});

it("says what is wrong when GitHub refuses", async () => {
  await expect(serve({})).rejects.toMatchObject({ code: "github_refused" });
});

it("asks nothing that is known already", async () => {
  const known = { workflowId: 3, branch: "feature/x", job: "test" };
  const found = await serve(
    {
      [onBranch]: { workflow_runs: [{ id: 5 }] },
      "/runs/5/jobs?per_page=100&page=1": PASSED_JOBS,
      "log 12": "all is well\n",
    },
    known,
  );
  expect(found?.runId).toBe(5);
});
