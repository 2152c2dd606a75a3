import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseConfig } from "../config.ts";
import { type GitHubServer, startGitHubServer } from "../testing/github-server/start-github-server.ts";
import { createGitHub } from "./create-github.ts";
import { readActions } from "./read-actions.ts";

const never = new AbortController().signal;

let server: GitHubServer;
beforeEach(async () => {
  server = await startGitHubServer();
  const jobs = [{ id: 21, name: "test", conclusion: "failure" as const, log: "boom\n" }];
  server.addState("acme/shop").runs.push({ id: 7, workflowId: 3, branch: "main", conclusion: "failure", jobs });
});
afterEach(() => server.close());

async function fetchLog(timeoutMs?: number): Promise<string> {
  const github = createGitHub(parseConfig(server.env("token")).github, () => new Date());
  if (github === undefined) throw new Error("nothing is configured");
  const api = readActions(await github.octokitFor("acme/shop", never), "acme/shop", timeoutMs);
  return Buffer.from(await api.jobLog(21, never)).toString();
}

describe("a job's log", () => {
  it("comes from the server that GitHub sends us to, which does not see the token", async () => {
    expect(await fetchLog()).toBe("boom\n");
  });

  it.each([
    [404, "github_log_missing", true],
    [410, "github_log_gone", false],
    [401, "github_refused", false],
    [500, "github_unavailable", true],
  ])("that GitHub answers with %i is %s, retryable: %s", async (status, code, retryable) => {
    server.failures.push({ route: /logs$/, status });
    await expect(fetchLog()).rejects.toMatchObject({ code, retryable });
  });

  it.each([
    [404, true],
    [410, false],
    [503, true],
  ])("that the other server answers with %i is retryable: %s", async (status, retryable) => {
    server.failures.push({ route: /download/, status });
    await expect(fetchLog()).rejects.toMatchObject({ code: "github_log", retryable });
  });

  it("that does not come in time, or breaks off, is asked for again", async () => {
    server.failures.push({ route: /download/, delayMs: 10_000, times: 1 });
    await expect(fetchLog(200)).rejects.toMatchObject({
      code: "github_unreachable",
      retryable: true,
      message: "The log cannot be downloaded: it did not come within 0.2 s.",
    });
    server.failures.push({ route: /download/, cutAfter: "half a l", times: 1 });
    await expect(fetchLog()).rejects.toMatchObject({
      code: "github_unreachable",
      retryable: true,
      message: expect.stringContaining("the connection broke off"),
    });
    expect(await fetchLog()).toBe("boom\n");
  });

  it("is asked for again when the other server hangs up", async () => {
    server.failures.push({ route: /download/, hangUp: true });
    await expect(fetchLog()).rejects.toMatchObject({ code: "github_unreachable", retryable: true });
  });
});
