import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADMIN_TOKEN, type AppServer, startAppServer } from "../testing/app-server.ts";

let server: AppServer;
beforeEach(async () => {
  server = await startAppServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const open = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, { redirect: "manual", ...init });
const cookieOf = (response: Response) => (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
const signIn = (token: string, headers: Record<string, string> = {}) =>
  open("/api/session", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ token }),
  });

describe("the sign-in link", () => {
  it("signs the browser in and takes the token out of the address", async () => {
    const response = await open(`/?token=${ADMIN_TOKEN}`);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("set-cookie")).toMatch(/; HttpOnly; SameSite=Strict$/);
    const session = await open("/api/session", { headers: { cookie: cookieOf(response) } });
    expect(await session.json()).toEqual({ signedIn: true, by: "admin", role: "admin" });
  });

  it("leads to any page, with the rest of its query", async () => {
    const { headers } = await open(`/approvals/7?tab=diff&token=${ADMIN_TOKEN}&line=3`);
    expect(headers.get("location")).toBe("/approvals/7?tab=diff&line=3");
  });

  it.each(["//evil.example/", "/.//evil.example/", "/\\evil.example/"])(
    "leads nowhere else, as with %s",
    async (path) => {
      const { headers } = await open(`${path}?token=${ADMIN_TOKEN}`);
      expect(headers.get("location")).toMatch(/^\/(?![/\\])/);
    },
  );

  it("with a wrong token says so to a person and to a program", async () => {
    const page = await open("/?token=wrong", { headers: { accept: "text/html" } });
    expect([page.status, page.headers.get("set-cookie")]).toEqual([401, null]);
    expect(await page.text()).toContain("did not work");
    const problem = await open("/?token=wrong", { headers: { accept: "application/json" } });
    expect([problem.status, await problem.json()]).toEqual([401, expect.objectContaining({ code: "unauthorized" })]);
  });

  it("does not work on the API", async () => {
    expect((await open(`/api/dashboard/stats?token=${ADMIN_TOKEN}`)).status).toBe(401);
    expect((await open(`/API/dashboard/stats?token=${ADMIN_TOKEN}`)).status).toBe(401);
  });
});

describe("/api/session", () => {
  it("says that nobody is signed in", async () => {
    expect(await (await open("/api/session")).json()).toEqual({ signedIn: false, by: null });
  });

  it("signs in with the token and out again", async () => {
    const response = await signIn(ADMIN_TOKEN, { origin: server.url });
    expect(await response.json()).toEqual({ signedIn: true, by: "admin", role: "admin" });
    const cookie = cookieOf(response);
    expect((await open("/api/dashboard/stats", { headers: { cookie } })).status).toBe(200);
    const signOut = await open("/api/session", { method: "DELETE", headers: { cookie, origin: server.url } });
    expect(signOut.status).toBe(204);
    expect(signOut.headers.get("set-cookie")).toMatch(new RegExp(`^${cookie.split("=")[0]}=; Max-Age=0; Path=/`));
  });

  it("refuses a wrong token, another site's page and, after ten wrong ones, everything", async () => {
    expect((await signIn(ADMIN_TOKEN, { origin: "http://evil.example" })).status).toBe(403);
    for (let n = 0; n < 10; n++) expect((await signIn("wrong")).status).toBe(401);
    expect((await signIn(ADMIN_TOKEN)).status).toBe(429);
  });
});

describe("a signed-in browser", () => {
  it("must say which page asks for whatever changes something", async () => {
    const cookie = cookieOf(await signIn(ADMIN_TOKEN));
    const reject = async (headers: Record<string, string>) => {
      const body = JSON.stringify({ reason: "no" });
      const all = { cookie, "content-type": "application/json", ...headers };
      return (await open("/api/approvals/approval-1/reject", { method: "POST", headers: all, body })).status;
    };
    expect(await reject({ origin: server.url })).toBe(200);
    expect(await reject({})).toBe(403);
    expect(await reject({ origin: "null" })).toBe(403);
    expect(await reject({ origin: "http://127.0.0.1:1" })).toBe(403);
    expect(await reject({ origin: server.url, "sec-fetch-site": "cross-site" })).toBe(403);
    expect(server.rejections).toEqual([{ approvalId: "approval-1", reason: "no", by: "admin" }]);
  });
});
