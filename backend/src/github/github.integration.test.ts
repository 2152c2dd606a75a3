import { UpstreamError } from "@pipewright/contract/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseConfig } from "../config.ts";
import { type GitHubServer, startGitHubServer } from "../testing/github-server/start-github-server.ts";
import { createRepositoryQuestions } from "./ask-repository.ts";
import { createGitHub } from "./create-github.ts";
import type { GitHub } from "./github.ts";

const REPO = "acme/shop";
const never = new AbortController().signal;
const RUN = { id: 7, workflowId: 3, branch: "main", conclusion: "failure" as const, jobs: [] };
const RUN_PATH = "/repos/acme/shop/actions/runs/7";

let server: GitHubServer;
beforeEach(async () => {
  server = await startGitHubServer();
  server.addState(REPO).runs.push(RUN);
});
afterEach(() => server.close());

function connect(kind: "app" | "token", now = () => new Date()): GitHub {
  const github = createGitHub(parseConfig(server.env(kind)).github, now);
  if (github === undefined) throw new Error("nothing is configured");
  return github;
}

const readRun = async (github: GitHub, signal = never) =>
  (await github.octokitFor(REPO, signal)).request(`GET ${RUN_PATH}`, { request: { signal } });
const callsOf = (path: string) => server.calls.filter((call) => call.endsWith(path)).length;

describe("GitHub", () => {
  it("is not connected when neither an app nor a token is configured", () => {
    expect(createGitHub(parseConfig({}).github, () => new Date())).toBeUndefined();
  });

  it.each(["app", "token"] as const)("is asked as the %s", async (kind) => {
    const github = connect(kind);
    expect((await readRun(github)).data).toMatchObject({ id: 7, head_branch: "main" });
    expect(github.rateLimits()).toContainEqual({
      account: kind === "app" ? "installation 70" : "the token",
      limit: 5000,
      remaining: expect.any(Number),
      resetAt: new Date("2100-01-01"),
    });
  });

  it("is asked for an installation and its token once", async () => {
    const github = connect("app");
    await readRun(github);
    await readRun(github);
    expect(server.calls).toEqual([
      "GET /repos/acme/shop/installation",
      "POST /app/installations/70/access_tokens",
      `GET ${RUN_PATH}`,
      `GET ${RUN_PATH}`,
    ]);
  });

  it("says where the app must be installed", async () => {
    await expect(connect("app").octokitFor("acme/other", never)).rejects.toMatchObject({
      code: "github_not_installed",
      retryable: false,
      message: expect.stringContaining("acme/other"),
    });
  });

  it("gives git a token for one repository and its contents alone", async () => {
    const credential = await connect("app").gitCredential(REPO, never);
    expect(credential).toEqual({ username: "x-access-token", password: "ghs_standin1" });
    await connect("app").gitCredential(REPO, never, "read");
    expect(server.issued).toMatchObject([
      { permissions: { contents: "write" }, repositories: ["shop"] },
      { permissions: { contents: "read" }, repositories: ["shop"] },
    ]);
  });

  it("commits as the app's bot, and as Pipewright with a token", async () => {
    const bot = "pipewright-test[bot]";
    expect(await connect("app").identity(never)).toEqual({ name: bot, email: `700+${bot}@users.noreply.127.0.0.1` });
    expect((await connect("token").identity(never)).name).toBe("Pipewright");
  });

  it("says whether it takes the credentials", async () => {
    expect(await connect("app").check(never)).toMatchObject({ app: "Pipewright Test" });
    expect((await connect("token").check(never)).limits).toMatchObject([{ account: "the token", limit: 5000 }]);
    server.failures.push({ route: /rate_limit/, status: 401 });
    await expect(connect("token").check(never)).rejects.toMatchObject({ code: "github_refused", retryable: false });
  });
});

describe("a request that GitHub refuses", () => {
  it.each([
    [{ status: 429, headers: { "retry-after": "7" } }, 7000],
    [{ status: 403, headers: { "retry-after": "9" }, body: { message: "a secondary rate limit" } }, 9000],
    [{ status: 403, body: { message: "You have exceeded a secondary rate limit" } }, 60_000],
  ])("for its limits waits as long as GitHub says: %j", async (failure, retryAfterMs) => {
    server.failures.push({ route: /runs/, ...failure });
    const refused = readRun(connect("token"));
    await expect(refused).rejects.toMatchObject({ code: "github_rate_limited", retryable: true, retryAfterMs });
  });

  it("for the hour's limit waits until it begins anew, and asks nothing before", async () => {
    const reset = Math.floor(Date.now() / 1000) + 600;
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-limit": "5000", "x-ratelimit-reset": String(reset) };
    server.failures.push({ route: /runs/, status: 403, headers });
    const clock = { ms: Date.now() };
    const github = connect("token", () => new Date(clock.ms));
    await expect(readRun(github)).rejects.toMatchObject({
      code: "github_rate_limited",
      retryAfterMs: expect.closeTo(600_000, -4),
    });
    expect(github.rateLimits()).toMatchObject([{ remaining: 0 }]);
    await expect(readRun(github)).rejects.toMatchObject({ code: "github_rate_limited" });
    expect(callsOf("/runs/7")).toBe(1);
    server.failures.splice(0);
    clock.ms += 601_000;
    expect((await readRun(github)).status).toBe(200);
  });

  it.each([401, 403, 404, 409, 410, 422])("with %i is not asked again", async (status) => {
    server.failures.push({ route: /runs/, status });
    await expect(readRun(connect("token"))).rejects.toMatchObject({ code: "github_refused", retryable: false });
    expect(callsOf("/runs/7")).toBe(1);
  });

  it("by a passing trouble is asked once more", async () => {
    server.failures.push({ route: /runs/, status: 502, times: 1 });
    expect((await readRun(connect("token"))).status).toBe(200);
    server.failures.push({ route: /runs/, hangUp: true });
    await expect(readRun(connect("token"))).rejects.toMatchObject({ code: "github_unreachable", retryable: true });
    expect(callsOf("/runs/7")).toBe(4);
  });

  it("is not sent twice when it writes", async () => {
    server.failures.push({ route: /rerun/, status: 502 });
    const octokit = await connect("token").octokitFor(REPO, never);
    await expect(octokit.request(`POST ${RUN_PATH}/rerun-failed-jobs`)).rejects.toMatchObject({
      code: "github_unavailable",
      retryable: true,
    });
    expect(callsOf("/rerun-failed-jobs")).toBe(1);
  });

  it("ends with the reason of its own signal", async () => {
    server.failures.push({ route: /runs/, delayMs: 5000 });
    const stop = new AbortController();
    const running = readRun(connect("token"), stop.signal);
    stop.abort(new Error("stopped by a person"));
    await expect(running).rejects.toThrow("stopped by a person");
  });

  it("never tells the token", async () => {
    server.failures.push({ route: /runs/, status: 422 });
    const error = await readRun(connect("token")).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(`${error}${JSON.stringify(error)}`).not.toContain("ghp_");
  });
});

it("answers the same question once within a minute", async () => {
  const clock = { ms: Date.now() };
  const ask = createRepositoryQuestions(connect("token"), () => new Date(clock.ms));
  const path = "/actions/runs/7";
  await Promise.all([ask(REPO, path, never), ask(REPO, path, never)]);
  expect(callsOf("/runs/7")).toBe(1);
  clock.ms += 61_000;
  expect(await ask(REPO, path, never)).toMatchObject({ id: 7 });
  expect(callsOf("/runs/7")).toBe(2);
});
