import { ForbiddenError, TooManyRequestsError, UnauthorizedError } from "@pipewright/contract/errors";
import { describe, expect, it } from "vitest";
import { type AccessOptions, createAccess } from "./access.ts";
import type { Caller } from "./caller.ts";

const TOKEN = "correct-horse-battery-staple";
const DAY_MS = 24 * 3600 * 1000;
const START = Date.parse("2025-06-01T12:00:00Z");

const access = (options: Partial<AccessOptions> = {}) =>
  createAccess({ token: TOKEN, boundHost: "127.0.0.1", allowedOrigins: [], now: () => START, ...options });

const caller = (headers: Caller["headers"] = {}, rest: Partial<Caller> = {}): Caller => ({
  method: "GET",
  address: "192.0.2.1",
  https: false,
  headers: { host: "127.0.0.1:8000", ...headers },
  ...rest,
});

async function signedIn(by = access()): Promise<string> {
  return (await by.signIn(TOKEN, caller())).split(";")[0] ?? "";
}

describe("admin token", () => {
  it("lets the right one pass", async () => {
    const identity = await access().authorize(caller({ authorization: `Bearer ${TOKEN}` }));
    expect(identity).toEqual({ by: "admin", via: "bearer", role: "admin" });
  });

  it.each(["Bearer wrong", "Bearer", "bearer  ", `Bearer ${TOKEN}x`, `Bearer ${TOKEN} extra`])(
    "refuses %s",
    async (authorization) => {
      await expect(access().authorize(caller({ authorization }))).rejects.toThrow(UnauthorizedError);
    },
  );

  it("refuses a request without credentials", async () => {
    await expect(access().authorize(caller())).rejects.toThrow(UnauthorizedError);
  });

  it("leaves a proxy's own Basic credentials alone when the session cookie is good", async () => {
    const gate = access();
    const headers = { authorization: "Basic cHJveHk6cHJveHk=", cookie: await signedIn(gate) };
    expect(await gate.authorize(caller(headers))).toEqual({ by: "admin", via: "cookie", role: "admin" });
  });

  it("stops listening to an address after too many wrong ones, for a while, and to no other", async () => {
    const gate = access({ attemptLimit: { attempts: 3, windowSeconds: 60 } });
    for (let n = 0; n < 3; n++) {
      await expect(gate.authorize(caller({ authorization: "Bearer no" }))).rejects.toThrow(UnauthorizedError);
    }
    const refusal = gate.authorize(caller({ authorization: `Bearer ${TOKEN}` }));
    await expect(refusal).rejects.toThrow(TooManyRequestsError);
    await expect(refusal).rejects.toMatchObject({ status: 429, retryAfterMs: expect.any(Number) });
    await expect(gate.signIn(TOKEN, caller())).rejects.toThrow(TooManyRequestsError);
    const elsewhere = caller({ authorization: `Bearer ${TOKEN}` }, { address: "192.0.2.2" });
    expect(await gate.authorize(elsewhere)).toMatchObject({ by: "admin" });
  });
});

describe("session cookie", () => {
  it("signs in without carrying the token, out of the reach of scripts and other sites", async () => {
    const header = await access().signIn(TOKEN, caller());
    expect(header).toMatch(
      /^pipewright_[0-9a-f]{8}=v1\.\d+\.[\w-]+\.[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(header).not.toContain(TOKEN);
  });

  it("is Secure behind https", async () => {
    expect(await access().signIn(TOKEN, caller({}, { https: true }))).toContain("; Secure");
    expect(await access({ publicUrl: "https://ci.example.org" }).signIn(TOKEN, caller())).toContain("; Secure");
  });

  it("lets its holder pass for 30 days", async () => {
    const cookie = await signedIn();
    const after = (ms: number) => access({ now: () => START + ms }).identify(caller({ cookie }));
    expect(await after(30 * DAY_MS - 1000)).toEqual({ by: "admin", via: "cookie", role: "admin" });
    expect(await after(30 * DAY_MS)).toBeNull();
  });

  it("is void once the token is another", async () => {
    const cookie = await signedIn();
    expect(await access({ token: "another-token-of-some-length" }).identify(caller({ cookie }))).toBeNull();
  });

  it("is void when any part of it was changed", async () => {
    const cookie = await signedIn();
    const later = cookie.replace(/v1\.(\d+)/, (_, seconds) => `v1.${Number(seconds) + 1}`);
    const changed = [later, `${cookie}x`, cookie.slice(0, -1), cookie.replace("=v1", "=v2"), "pipewright=v1", "=", ""];
    for (const value of changed) expect(await access().identify(caller({ cookie: value })), value).toBeNull();
  });

  it("needs the page's Origin for whatever changes something", async () => {
    const cookie = await signedIn();
    const post = (headers: Caller["headers"], rest: Partial<Caller> = {}) =>
      access().authorize(caller({ cookie, ...headers }, { method: "POST", ...rest }));
    expect(await post({ origin: "http://127.0.0.1:8000" })).toMatchObject({ via: "cookie" });
    for (const headers of [
      {},
      { origin: "null" },
      { origin: "http://127.0.0.1:8001" },
      { origin: "http://evil.example" },
      { origin: "http://127.0.0.1:8000.evil.example" },
      { origin: "http://127.0.0.1:8000/path" },
      { origin: "ftp://127.0.0.1:8000" },
      { origin: "http://127.0.0.1:8000", "sec-fetch-site": "same-site" },
    ]) {
      await expect(post(headers), JSON.stringify(headers)).rejects.toThrow(ForbiddenError);
    }
    await expect(post({ origin: "http://127.0.0.1:8000" }, { https: true })).rejects.toThrow(ForbiddenError);
  });
});

describe("Origin", () => {
  const bearer = { authorization: `Bearer ${TOKEN}` };

  it("is not asked of a bearer, but when it is there it must be right", async () => {
    const post = (headers: Caller["headers"]) =>
      access().authorize(caller({ ...bearer, ...headers }, { method: "POST" }));
    expect(await post({})).toMatchObject({ via: "bearer" });
    await expect(post({ origin: "http://evil.example" })).rejects.toThrow(ForbiddenError);
    await expect(post({ "sec-fetch-site": "cross-site" })).rejects.toThrow(ForbiddenError);
  });

  it("may be the public address or a configured one, whatever the Host", async () => {
    const gate = access({ publicUrl: "https://ci.example.org/pipewright", allowedOrigins: ["http://localhost:5173"] });
    const cookie = await signedIn(gate);
    for (const origin of ["https://ci.example.org", "http://localhost:5173"]) {
      const post = caller({ cookie, origin, "sec-fetch-site": "same-site" }, { method: "POST" });
      expect(await gate.authorize(post)).toMatchObject({ via: "cookie" });
    }
  });

  it("may be the same host over https that a proxy ended", async () => {
    const gate = access({ boundHost: "0.0.0.0" });
    const headers = { host: "ci.example.org", origin: "https://ci.example.org", cookie: await signedIn(gate) };
    expect(await gate.authorize(caller(headers, { method: "POST" }))).toMatchObject({ via: "cookie" });
  });

  it("counts for the upgrade to a WebSocket as well", async () => {
    const gate = access();
    const cookie = await signedIn(gate);
    expect(await gate.authorizeUpgrade(caller({ cookie, origin: "http://127.0.0.1:8000" }))).toMatchObject({
      by: "admin",
    });
    expect(await gate.authorizeUpgrade(caller(bearer))).toMatchObject({ by: "admin" });
    await expect(gate.authorizeUpgrade(caller({ cookie }))).rejects.toThrow(ForbiddenError);
    await expect(gate.authorizeUpgrade(caller({ cookie, origin: "http://evil.example" }))).rejects.toThrow(
      ForbiddenError,
    );
    await expect(gate.authorizeUpgrade(caller({ ...bearer, host: "evil.example" }))).rejects.toThrow(ForbiddenError);
  });

  it("counts for signing in and out", async () => {
    const from = (origin: string) => caller({ origin }, { method: "POST" });
    await expect(access().signIn(TOKEN, from("http://evil.example"))).rejects.toThrow(ForbiddenError);
    expect(() => access().signOut(from("http://evil.example"))).toThrow(ForbiddenError);
    expect(access().signOut(from("http://127.0.0.1:8000"))).toContain("Max-Age=0");
  });
});

describe("Host", () => {
  it.each(["127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]:8000", "ci.example.org"])("may be %s", (host) => {
    expect(() => access({ publicUrl: "https://ci.example.org" }).checkHost(caller({ host }))).not.toThrow();
  });

  it.each(["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "a b", "127.0.0.2"])(
    "may not be %j when bound to loopback",
    (host) => {
      expect(() => access().checkHost(caller({ host }))).toThrow(ForbiddenError);
    },
  );

  it("may be anything when bound to the network", () => {
    expect(() => access({ boundHost: "0.0.0.0" }).checkHost(caller({ host: "whatever.example" }))).not.toThrow();
  });
});

describe("a person", () => {
  const ALICE = { id: "6b05a67ce0af7e890af256c5", name: "alice", role: "approver" } as const;
  const PERSON_TOKEN = `pwp_${ALICE.id}_${"a".repeat(43)}`;
  /** Knows one person, until they are revoked. */
  function onePerson(role: "approver" | "viewer" = "approver") {
    let isRevoked = false;
    const found = () => (isRevoked ? null : { ...ALICE, role });
    return {
      findByToken: async (token: string) => (token === PERSON_TOKEN ? found() : null),
      findById: async (id: string) => (id === ALICE.id ? found() : null),
      revoke: () => {
        isRevoked = true;
      },
    };
  }
  const post = (headers: Caller["headers"]) =>
    caller({ origin: "http://127.0.0.1:8000", ...headers }, { method: "POST" });

  it("is known by their own name, with the token and with the cookie that it gives", async () => {
    const gate = access({ people: onePerson() });
    expect(await gate.authorize(post({ authorization: `Bearer ${PERSON_TOKEN}` }))).toEqual({
      by: "alice",
      via: "bearer",
      role: "approver",
    });
    const setCookie = await gate.signIn(PERSON_TOKEN, caller());
    expect(setCookie).not.toContain(PERSON_TOKEN);
    const cookie = setCookie.split(";")[0] ?? "";
    expect(await gate.authorize(post({ cookie }))).toEqual({ by: "alice", via: "cookie", role: "approver" });
  });

  it("is let in by neither once they are revoked", async () => {
    const people = onePerson();
    const gate = access({ people });
    const cookie = (await gate.signIn(PERSON_TOKEN, caller())).split(";")[0] ?? "";
    people.revoke();
    expect(await gate.identify(caller({ cookie }))).toBeNull();
    await expect(gate.authorize(caller({ authorization: `Bearer ${PERSON_TOKEN}` }))).rejects.toThrow(
      UnauthorizedError,
    );
  });

  it("cannot make their cookie another's, or the admin's", async () => {
    const gate = access({ people: onePerson() });
    const cookie = (await gate.signIn(PERSON_TOKEN, caller())).split(";")[0] ?? "";
    const forged = [
      cookie.replace(ALICE.id, "0".repeat(24)),
      cookie.replace("v2.", "v1.").replace(`.${ALICE.id}`, ""),
      `${cookie.split("=")[0]}=`,
    ];
    for (const each of forged) expect(await gate.identify(caller({ cookie: each }))).toBeNull();
  });

  it("who only views may read, and change nothing", async () => {
    const gate = access({ people: onePerson("viewer") });
    const headers = { authorization: `Bearer ${PERSON_TOKEN}` };
    expect(await gate.authorize(caller(headers))).toMatchObject({ by: "alice", role: "viewer" });
    await expect(gate.authorize(post(headers))).rejects.toThrow(/alice may read here, but not answer or change/);
  });

  it("with a wrong token counts against the limit", async () => {
    const gate = access({ people: onePerson(), attemptLimit: { attempts: 2, windowSeconds: 60 } });
    const wrong = caller({ authorization: `Bearer pwp_${ALICE.id}_${"b".repeat(43)}` });
    for (let n = 0; n < 2; n++) await expect(gate.authorize(wrong)).rejects.toThrow(UnauthorizedError);
    await expect(gate.authorize(wrong)).rejects.toThrow(TooManyRequestsError);
  });
});
