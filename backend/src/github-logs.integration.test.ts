import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { Accepted } from "@pipewright/contract/simulate";
import { afterEach, describe, expect, it } from "vitest";
import { EXAMPLES_DIR } from "./package-root.ts";
import { failedRunPayload } from "./testing/github-examples.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const SECRET = "delivery-secret";
const FAILED_LOG = readFileSync(join(EXAMPLES_DIR, "python-missing-import", "failure.log"), "utf8");
const ACTIONS = "/repos/acme/shop/actions";
const FAILED = {
  [`${ACTIONS}/runs/4812/attempts/1/jobs?per_page=100&page=1`]: {
    jobs: [{ id: 21, name: "test", conclusion: "failure" }],
  },
  [`${ACTIONS}/jobs/21/logs`]: FAILED_LOG,
};
const PASSED = {
  [`${ACTIONS}/runs/4812`]: { workflow_id: 3, head_branch: "main" },
  [`${ACTIONS}/workflows/3/runs?status=success&per_page=1&branch=main`]: { workflow_runs: [{ id: 4811 }] },
  [`${ACTIONS}/runs/4811/jobs?per_page=100&page=1`]: { jobs: [{ id: 11, name: "test", conclusion: "success" }] },
  [`${ACTIONS}/jobs/11/logs`]: "Ran 2 tests in 0.015s\nOK\n",
};
const REPOSITORY = {
  full_name: "acme/shop",
  html_url: "http://127.0.0.1:9/shop",
  clone_url: "http://127.0.0.1:9/shop.git",
  default_branch: "main",
};
const RUN = { id: 4812, run_attempt: 1, repository: REPOSITORY, head_repository: REPOSITORY };
const DELIVERY = JSON.stringify({ ...failedRunPayload(RUN), repository: REPOSITORY });

let github: Server | undefined;
let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  github?.close();
});

/** A delivery to a server whose GitHub answers by path, and 404 to everything else. */
async function deliver(answers: Readonly<Record<string, unknown>>) {
  const started = createServer(({ url = "" }, response) => {
    const answer = answers[url];
    if (answer === undefined) response.writeHead(404).end();
    else response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
  });
  github = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const address = started.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  server = await startTestServer({
    GITHUB_WEBHOOK_SECRET: SECRET,
    GITHUB_TOKEN: "t0ken",
    GITHUB_API_URL: `http://127.0.0.1:${address.port}`,
  });
  const answer = await server.call("/api/webhook/github", undefined, {
    method: "POST",
    body: DELIVERY,
    headers: {
      authorization: "",
      "x-github-event": "workflow_run",
      "x-github-delivery": "d-1",
      "x-hub-signature-256": `sha256=${createHmac("sha256", SECRET).update(DELIVERY).digest("hex")}`,
    },
  });
  return server.reach(Accepted.parse(await answer.json()).eventId);
}

describe("a failed run that GitHub tells of", () => {
  it("is diagnosed from its log, beside that of the same job when it last passed", async () => {
    const incident = await deliver({ ...FAILED, ...PASSED });
    expect(incident).toMatchObject({
      status: "awaiting_approval",
      diagnosis: { category: "runtime_error", title: expect.stringContaining("json") },
    });
    expect(incident.timeline.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        "Fetched the log of run 4812, attempt 1",
        "Compared with run 4811, in which the job passed",
      ]),
    );
  });

  it("is diagnosed all the same when no run that passed can be had", async () => {
    const incident = await deliver(FAILED);
    expect(incident.diagnosis?.category).toBe("runtime_error");
    expect(incident.timeline.map(({ message }) => message).join("\n")).toContain(
      "Read without a passing run to compare with",
    );
  });
});
