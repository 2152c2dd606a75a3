import { createServer, type Server } from "node:http";
import { afterEach, expect, it } from "vitest";
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
const BASE = "/repos/acme/shop/actions";

let server: Server | undefined;
afterEach(() => server?.close());

/** Answers by path; what it has no answer for is 404. */
async function serve(answers: Readonly<Record<string, unknown>>) {
  const started = createServer(({ url = "" }, response) => {
    const answer = answers[url];
    if (answer === undefined) response.writeHead(404).end();
    else response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const address = started.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const run = { apiUrl: `http://127.0.0.1:${address.port}`, token: "t", repo: "acme/shop", runId: 7, attempt: 2 };
  return fetchPassingLog(run, new AbortController().signal);
}

const FAILED_RUN = {
  [`${BASE}/runs/7/attempts/2/jobs?per_page=100&page=1`]: FAILED_JOBS,
  [`${BASE}/runs/7`]: { workflow_id: 3, head_branch: "feature/x" },
};
const onBranch = `${BASE}/workflows/3/runs?status=success&per_page=1&branch=feature%2Fx`;
const onAny = `${BASE}/workflows/3/runs?status=success&per_page=1`;

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
    [`${BASE}/runs/5/jobs?per_page=100&page=1`]: PASSED_JOBS,
    [`${BASE}/jobs/12/logs`]: "all is well\n",
  });
  expect(found?.runId).toBe(5);
  expect(Buffer.from(found?.bytes ?? []).toString()).toBe("all is well\n");
});

it.each([
  ["the workflow never passed", { [onBranch]: { workflow_runs: [] }, [onAny]: { workflow_runs: [] } }],
  [
    "the run that passed had no such job",
    { [onBranch]: { workflow_runs: [{ id: 5 }] }, [`${BASE}/runs/5/jobs?per_page=100&page=1`]: { jobs: [] } },
  ],
])("is none when %s", async (_, answers) => {
  expect(await serve({ ...FAILED_RUN, ...answers })).toBeUndefined();
});

it("says what is wrong when GitHub refuses", async () => {
  await expect(serve({})).rejects.toMatchObject({ code: "github_refused" });
});
