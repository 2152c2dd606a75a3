import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Accepted } from "@pipewright/contract/simulate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EXAMPLES_DIR } from "./package-root.ts";
import { failedRunPayload, githubExamples } from "./testing/github-examples.ts";
import type { RepositoryState } from "./testing/github-server/github-state.ts";
import { type GitHubServer, startGitHubServer } from "./testing/github-server/start-github-server.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const SECRET = "delivery-secret";
const FAILED_LOG = readFileSync(join(EXAMPLES_DIR, "python-missing-import", "failure.log"), "utf8");
const FAILED = {
  id: 4812,
  workflowId: 3,
  branch: "main",
  conclusion: "failure" as const,
  commit: "a".repeat(40),
  checkSuiteId: 77,
  jobs: [{ id: 21, name: "test", conclusion: "failure" as const, log: FAILED_LOG }],
};
const PASSED = {
  id: 4811,
  workflowId: 3,
  branch: "main",
  conclusion: "success" as const,
  jobs: [{ id: 11, name: "test", conclusion: "success" as const, log: "Ran 2 tests in 0.015s\nOK\n" }],
};
const REPOSITORY = {
  full_name: "acme/shop",
  html_url: "http://127.0.0.1:9/shop",
  clone_url: "http://127.0.0.1:9/shop.git",
  default_branch: "main",
};
const RUN = {
  id: 4812,
  run_attempt: 1,
  workflow_id: 3,
  head_branch: "main",
  repository: REPOSITORY,
  head_repository: REPOSITORY,
};
const DELIVERY = { ...failedRunPayload(RUN), repository: REPOSITORY };

let github: GitHubServer;
let shop: RepositoryState;
let server: TestServer | undefined;
beforeEach(async () => {
  github = await startGitHubServer();
  shop = github.addState("acme/shop");
  shop.runs.push(FAILED);
});
afterEach(async () => {
  await server?.close();
  await github.close();
});

async function start(kind: "app" | "token" = "token", settings: Record<string, string> = {}): Promise<TestServer> {
  server = await startTestServer({ GITHUB_WEBHOOK_SECRET: SECRET, ...github.env(kind), ...settings });
  return server;
}

/** Sends a signed delivery; gives the id of its incident. */
async function deliver(to: TestServer, payload: object = DELIVERY, event = "workflow_run"): Promise<string> {
  const body = JSON.stringify(payload);
  const answer = await to.call("/api/webhook/github", undefined, {
    method: "POST",
    body,
    headers: {
      authorization: "",
      "x-github-event": event,
      "x-github-delivery": `d-${event}`,
      "x-hub-signature-256": `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`,
    },
  });
  return Accepted.parse(await answer.json()).eventId;
}

const said = ({ timeline }: Awaited<ReturnType<TestServer["incident"]>>) =>
  timeline.map(({ message }) => message).join("\n");

/** A type check that may fail, and the step after it that ended the job and says less. */
const TOLERATED_LOG = [
  ["00.1", "##[group]Run npx tsc"],
  ["00.3", "shell: /usr/bin/bash -e {0}"],
  ["00.4", "##[endgroup]"],
  ["02.0", "src/a.ts(12,5): error TS2322: Type 'string' is not assignable to type 'number'."],
  ["02.5", "##[error]Process completed with exit code 2."],
  ["04.1", "##[group]Run ./upload-report.sh"],
  ["04.3", "shell: /usr/bin/bash -e {0}"],
  ["04.4", "##[endgroup]"],
  ["05.0", "the report is too old"],
  ["05.5", "##[error]Process completed with exit code 3."],
]
  .map(([second, text]) => `2024-05-02T10:00:${second}000000Z ${text}\n`)
  .join("");

describe("a failed run that GitHub tells of", () => {
  it("is looked for in the step that failed, as GitHub says", async () => {
    const step = { name: "Report", status: "completed" as const, conclusion: "failure", number: 4 };
    const times = { started_at: "2024-05-02T10:00:04Z", completed_at: "2024-05-02T10:00:05Z" };
    const job = { id: 21, name: "test", conclusion: "failure" as const, log: TOLERATED_LOG };
    shop.runs = [{ ...FAILED, jobs: [{ ...job, steps: [{ ...step, ...times }] }] }];
    const to = await start();
    const incident = await to.reach(await deliver(to));
    expect(incident.diagnosis?.evidence[0]?.excerpt).toBe("the report is too old");
  });

  it.each(["token", "app"] as const)(
    "is diagnosed from its log as the %s, beside that of the same job when it last passed",
    async (kind) => {
      shop.runs.push(PASSED);
      const to = await start(kind);
      const incident = await to.reach(await deliver(to));
      expect(incident).toMatchObject({
        status: "awaiting_approval",
        diagnosis: { category: "runtime_error", title: expect.stringContaining("json") },
      });
      expect(said(incident)).toContain("Fetched the log of run 4812, attempt 1");
      expect(said(incident)).toContain("Compared with run 4811, in which the job passed");
      expect(github.calls.filter((call) => call.includes("/actions/"))).toHaveLength(5);
    },
  );

  it("is diagnosed all the same when no run that passed can be had", async () => {
    github.failures.push({ route: /workflows/, status: 404 });
    const to = await start();
    const incident = await to.reach(await deliver(to));
    expect(incident.diagnosis?.category).toBe("runtime_error");
    expect(said(incident)).toContain("Read without a passing run to compare with");
  });

  it("is one incident, whichever of the four events tell of it", async () => {
    const example = (event: string, fields: object) => ({
      ...githubExamples(event)[0],
      action: "completed",
      repository: REPOSITORY,
      [event]: { ...Object(githubExamples(event)[0]?.[event]), conclusion: "failure", ...fields },
    });
    const app = { slug: "github-actions" };
    const details_url = `${github.url}/acme/shop/actions/runs/4812/job/21`;
    const to = await start();
    const ids = await Promise.all([
      deliver(to, example("workflow_job", { run_id: 4812, run_attempt: 1 }), "workflow_job"),
      deliver(to, example("check_run", { app, details_url }), "check_run"),
      deliver(to, example("check_suite", { app, id: 77 }), "check_suite"),
      deliver(to),
    ]);
    expect(new Set(ids).size).toBe(1);
    await to.reach(ids[0] ?? "");
    expect(github.calls.length).toBeLessThanOrEqual(12);
  });

  it("is diagnosed from the log of a GitHub server of one's own, whose API lies below a path", async () => {
    const to = await start("app", { GITHUB_API_URL: `${github.url}/api/v3` });
    expect((await to.reach(await deliver(to))).diagnosis?.category).toBe("runtime_error");
  });

  it("is diagnosed once its log has come whole", async () => {
    github.failures.push({ route: /download/, cutAfter: FAILED_LOG.slice(0, 200), times: 1 });
    const to = await start();
    const incident = await to.reach(await deliver(to));
    expect(incident.diagnosis?.category).toBe("runtime_error");
    expect(said(incident)).toMatch(/Collecting the log did not work \(.*the connection broke off .*\); next try in/);
  });

  it.each([
    [
      "damaged",
      Buffer.from("PK\u0003\u0004 and nothing more"),
      /The log of job test came damaged: The archive cannot be read/,
    ],
    ["empty", "", /The log of job test is empty\. Look at the run on GitHub/],
  ])("whose log stays %s fails, says so, and goes on with a Retry when there is one", async (_how, log, told) => {
    const job = { id: 21, name: "test", conclusion: "failure" as const };
    shop.runs.splice(0, 1, { ...FAILED, jobs: [{ ...job, log }] });
    const to = await start();
    const failed = await to.reach(await deliver(to));
    expect(failed).toMatchObject({ status: "failed", failure: { step: "collecting", attempts: 5 } });
    expect(failed.failure?.message).toMatch(told);
    shop.runs.splice(0, 1, FAILED);
    await to.json(`/api/dashboard/events/${failed.id}/retry`, {});
    expect((await to.reach(failed.id, ["awaiting_approval"])).diagnosis?.category).toBe("runtime_error");
  });

  it("is diagnosed from the logs that GitHub still keeps", async () => {
    const gone = { id: 20, name: "lint", conclusion: "failure" as const, log: "" };
    shop.runs.splice(0, 1, { ...FAILED, jobs: [gone, ...FAILED.jobs] });
    github.failures.push({ route: /jobs\/20\/logs$/, status: 410 });
    const to = await start();
    expect((await to.reach(await deliver(to))).diagnosis?.category).toBe("runtime_error");
  });

  it("says in plain words that its log is gone", async () => {
    github.failures.push({ route: /logs$/, status: 410 });
    const to = await start();
    const incident = await to.reach(await deliver(to));
    expect(incident.status).toBe("failed");
    expect(said(incident)).toContain("GitHub no longer keeps the log of this run.");
  });
});
