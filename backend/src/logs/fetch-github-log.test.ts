import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { fetchGitHubLog } from "./fetch-github-log.ts";

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  servers.push(started);
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const address = started.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

function fetchFrom(apiUrl: string, token: string | undefined = "t0ken") {
  return fetchGitHubLog(
    { apiUrl, token, repo: "acme/shop", runId: 7, attempt: 2 },
    { signal: new AbortController().signal },
  );
}

const JOBS = {
  jobs: [
    { id: 1, name: "lint", conclusion: "success" },
    { id: 2, name: "test", conclusion: "failure" },
    { id: 3, name: "build", conclusion: "timed_out" },
  ],
};

describe("a run's log", () => {
  it("is that of its failed jobs of the attempt, fetched through GitHub's redirect without the token", async () => {
    const seen: string[] = [];
    const archive = await serve((request, response) => {
      seen.push(`${request.url} ${request.headers.authorization ?? "-"}`);
      response.end(`log of job ${request.url?.at(-1)}`);
    });
    const url = await serve((request, response) => {
      seen.push(`${request.url} ${request.headers.authorization ?? "-"}`);
      if (request.url?.includes("/jobs?")) return void response.end(JSON.stringify(JOBS));
      const job = /jobs\/(\d)\/logs/.exec(request.url ?? "")?.[1];
      return void response.writeHead(302, { location: `${archive}/archive/${job}` }).end();
    });
    expect(await fetchFrom(url)).toBe(
      "##[section]Starting: test\nlog of job 2\n##[section]Starting: build\nlog of job 3\n",
    );
    expect(seen[0]).toBe("/repos/acme/shop/actions/runs/7/attempts/2/jobs?per_page=100&page=1 Bearer t0ken");
    expect(seen.filter((each) => each.startsWith("/archive/"))).toEqual(["/archive/2 -", "/archive/3 -"]);
  });

  it("asks for a token when there is none", async () => {
    await expect(
      fetchGitHubLog(
        { apiUrl: "http://127.0.0.1:9", token: undefined, repo: "a/b", runId: 7, attempt: 1 },
        { signal: new AbortController().signal },
      ),
    ).rejects.toMatchObject({ code: "github_token_missing", retryable: false });
  });

  it("waits as long as GitHub says when the rate limit is used up", async () => {
    const url = await serve((_, response) => response.writeHead(429, { "retry-after": "7" }).end());
    await expect(fetchFrom(url)).rejects.toMatchObject({ retryable: true, retryAfterMs: 7000 });
  });

  it.each([
    [401, false],
    [404, false],
    [410, false],
    [500, true],
    [503, true],
  ])("%i is retryable: %s", async (status, retryable) => {
    const url = await serve((_, response) => response.writeHead(status).end());
    await expect(fetchFrom(url)).rejects.toMatchObject({ retryable });
  });

  it("is retryable when GitHub cannot be reached", async () => {
    const url = await serve((request) => request.socket.destroy());
    await expect(fetchFrom(url)).rejects.toMatchObject({ code: "github_unreachable", retryable: true });
  });

  it("says so when no job failed", async () => {
    const url = await serve((_, response) => response.end(JSON.stringify({ jobs: [] })));
    await expect(fetchFrom(url)).rejects.toMatchObject({ code: "github_no_failed_job" });
  });
});
