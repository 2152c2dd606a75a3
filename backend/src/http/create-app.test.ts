import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { Problem } from "@pipewright/contract/problem";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADMIN_TOKEN, type AppServer, AS_ADMIN, INCIDENT, startAppServer } from "../testing/app-server.ts";

let server: AppServer;
beforeEach(async () => {
  server = await startAppServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const get = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, { headers: AS_ADMIN, ...init });
const send = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { ...AS_ADMIN, "content-type": "application/json", ...headers },
    body,
  });
const APPROVE = "/api/approvals/approval-1/approve";

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

describe("a problem", () => {
  it.each([
    ["an unknown route", () => get("/api/nothing"), 404, "not_found"],
    ["an unknown incident", () => get("/api/dashboard/events/nope"), 404, "not_found"],
    ["a wrong query", () => get("/api/dashboard/events?page=0"), 422, "invalid_field"],
    ["a repeated query field", () => get("/api/dashboard/events?repo=a&repo=b"), 422, "invalid_field"],
    ["a broken path", () => get("/api/dashboard/events/%E0%A4%A"), 400, "bad_request"],
    ["a wrong method", () => get(APPROVE), 405, "method_not_allowed"],
    ["no credentials", () => get("/api/dashboard/stats", { headers: {} }), 401, "unauthorized"],
    ["no credentials for an unknown route", () => get("/api/nothing", { headers: {} }), 401, "unauthorized"],
    ["no credentials for a wrong method", () => get(APPROVE, { headers: {} }), 401, "unauthorized"],
    ["another site", () => send(APPROVE, "{}", { origin: "http://evil.example" }), 403, "forbidden"],
    ["a body that is no object", () => send(APPROVE, '"text"'), 422, "invalid_field"],
    ["no body", () => get(APPROVE, { method: "POST" }), 400, "bad_request"],
    [
      "another content type",
      () => send(APPROVE, "{}", { "content-type": "text/plain" }),
      415,
      "unsupported_media_type",
    ],
    [
      "another charset",
      () => send(APPROVE, "{}", { "content-type": "application/json; charset=x" }),
      415,
      "unsupported_media_type",
    ],
    ["another encoding", () => send(APPROVE, "{}", { "content-encoding": "x" }), 415, "unsupported_media_type"],
    ["a long body", () => send(APPROVE, `{"comment":"${"x".repeat(1_100_000)}"}`), 413, "too_large"],
    ["a page that is not there", () => get("/nothing.txt"), 404, "not_found"],
  ])("says what is wrong with %s", async (_what, ask, status, code) => {
    const response = await ask();
    expect(response.status).toBe(status);
    expect(await problemOf(response)).toMatchObject({ code });
  });

  it("says what is broken in a JSON body, and where", async () => {
    const details = await Promise.all(
      ['{"digest": x}', '{"a":1,\n "b":2,}', '{"a":', '{"a":1} x', "{'a':1}"].map(async (body) => {
        const response = await send(APPROVE, body);
        expect(response.status, body).toBe(400);
        return (await problemOf(response)).detail;
      }),
    );
    expect(details).toEqual([
      expect.stringContaining("line 1, column 12"),
      expect.stringContaining("line 2, column 8"),
      expect.stringContaining("the text ends too early at line 1"),
      expect.stringContaining("line 1, column 9"),
      expect.stringContaining("line 1, column 2"),
    ]);
  });

  it("names every field that is wrong", async () => {
    const problem = await problemOf(await send(APPROVE, '{"digest":"x","comment":5}'));
    expect(problem.errors?.map(({ path }) => path)).toEqual(["digest", "comment"]);
  });

  it("lists the methods that a path has", async () => {
    expect((await get("/api/session", { method: "PUT" })).headers.get("allow")).toBe("GET, HEAD, POST, DELETE");
  });

  it("tells who holds no credentials how to send them", async () => {
    const response = await get("/api/dashboard/stats", { headers: {} });
    expect(response.headers.get("www-authenticate")).toBe('Bearer realm="pipewright"');
  });

  it("says when to come back after too many wrong tokens", async () => {
    const wrong = () => get("/api/dashboard/stats", { headers: { authorization: "Bearer wrong" } });
    for (let n = 0; n < 10; n++) expect((await wrong()).status).toBe(401);
    const response = await wrong();
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await problemOf(response)).toMatchObject({ code: "too_many_requests" });
    expect((await get("/health")).status).toBe(200);
  });

  it("shows nothing of an unexpected error but the id under which the log has it", async () => {
    await using broken = await startAppServer({ health: () => Promise.reject(new Error("secret internals")) });
    const response = await fetch(`${broken.url}/health`);
    expect(response.status).toBe(500);
    const problem = await problemOf(response);
    expect(JSON.stringify(problem)).not.toContain("secret internals");
    expect(problem.requestId).toBe(response.headers.get("x-request-id"));
    const line = broken.logLines.find((each) => each.includes("secret internals")) ?? "";
    expect(JSON.parse(line)).toMatchObject({ level: 50, req: { id: problem.requestId }, err: { type: "Error" } });
  });
});

describe("hostile requests", () => {
  it("are not answered under a foreign Host, so that no rebound name reaches us", async () => {
    const status = await new Promise((resolve, reject) => {
      const { port } = new URL(server.url);
      const headers = { ...AS_ADMIN, host: "evil.example" };
      httpRequest({ port, host: "127.0.0.1", path: "/api/dashboard/stats", headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
    expect(status).toBe(403);
  });

  it("cannot set the request id", async () => {
    const response = await get("/health", { headers: { "x-request-id": "forged" } });
    expect(response.headers.get("x-request-id")).not.toBe("forged");
  });

  it("cannot smuggle a second request through conflicting lengths", async () => {
    const answer = await raw(
      "POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("with a header of 100 KB are cut off", async () => {
    expect(await raw(`GET /health HTTP/1.1\r\nHost: localhost\r\nCookie: ${"x".repeat(100_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });

  it("with odd credentials are refused, not failed", async () => {
    for (const headers of [
      { authorization: "Bearer \u00ff\u00fe" },
      { authorization: "Bearer" },
      { authorization: "," },
      { cookie: "%E0%A4%A=%E0; pipewright_00000000=v1.9.9.9; ;;=" },
      { cookie: "__proto__=1; constructor=2" },
    ]) {
      expect((await get("/api/dashboard/stats", { headers })).status, JSON.stringify(headers)).toBe(401);
    }
  });

  function raw(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(server.url).port), "127.0.0.1", () => socket.write(text));
      let answer = "";
      socket.setEncoding("latin1");
      socket.on("data", (chunk: string) => {
        answer += chunk;
        socket.destroy();
      });
      socket.on("close", () => resolve(answer));
      socket.on("error", reject);
    });
  }
});

describe("every answer", () => {
  it("forbids what a page has no need of", async () => {
    const { headers } = await get("/health");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
    expect(policy).toContain("connect-src 'self' ws:");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("strict-transport-security")).toBeNull();
  });

  it("asks for https to be kept where it is in use", async () => {
    await using behindTls = await startAppServer({ config: { publicUrl: "https://ci.example.org" } });
    const { headers } = await fetch(`${behindTls.url}/health`);
    expect(headers.get("strict-transport-security")).toContain("max-age=31536000");
  });

  it("of the API is not kept by any cache", async () => {
    for (const path of ["/api/dashboard/stats", "/api/nothing", "/health"]) {
      expect((await get(path)).headers.get("cache-control"), path).toBe("no-store");
    }
  });

  it("is compressed when it is worth it", async () => {
    const response = await get("/openapi.json", { headers: { "accept-encoding": "gzip" } });
    expect(response.headers.get("content-encoding")).toBe("gzip");
  });
});

describe("the log", () => {
  it("has one line a request, without token, cookie, header or query", async () => {
    const signIn = await get(`/?token=${ADMIN_TOKEN}`, { redirect: "manual", headers: {} });
    const cookie = (signIn.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    await get("/api/dashboard/stats?token=query-secret", {
      headers: { cookie, authorization: "Bearer header-secret" },
    });
    await send("/api/session", '{"token":"body-secret"}');
    await send("/api/session", '{"token":"broken-secret"');
    await get(`/api/dashboard/events/${INCIDENT.id}`);
    const log = server.logLines.join("");
    expect(server.logLines).toHaveLength(5);
    for (const secret of [ADMIN_TOKEN, cookie, "query-secret", "header-secret", "body-secret", "broken-secret"]) {
      expect(log).not.toContain(secret);
    }
    expect(JSON.parse(server.logLines[4] ?? "")).toMatchObject({
      req: { method: "GET", path: `/api/dashboard/events/${INCIDENT.id}` },
      res: { statusCode: 200 },
      responseTime: expect.any(Number),
    });
  });
});
