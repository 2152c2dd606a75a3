import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "../config.ts";
import { startTestServer, type TestServer } from "../testing/start-test-server.ts";
import { addPerson, listPeople, revokePerson } from "./people-command.ts";

let server: TestServer;
let config: ReturnType<typeof parseConfig>;
beforeAll(async () => {
  server = await startTestServer();
  config = parseConfig({ PIPEWRIGHT_DATA: server.dataDir, PIPEWRIGHT_ADMIN_TOKEN: server.token.token });
});
afterAll(() => server.close());

const tokenOf = (printed: string) => new URL(printed.split("\n").at(-1) ?? "").searchParams.get("token") ?? "";

describe("pipewright people", () => {
  it("adds a person whose link signs in as them, once under a name", async () => {
    const { url } = server;
    expect(await listPeople({ url }, config)).toMatch(/^Only the admin may sign in/);
    const printed = await addPerson("alice", { url, role: "approver" }, config);
    const as = { authorization: `Bearer ${tokenOf(printed)}` };
    const session = await fetch(`${url}/api/session`, { headers: as });
    expect(await session.json()).toEqual({ signedIn: true, by: "alice", role: "approver" });
    expect(await listPeople({ url }, config)).toMatch(/^alice +approver +added \d{4}-\d\d-\d\d +last seen/);
    await expect(addPerson("alice", { url, role: "viewer" }, config)).rejects.toThrow(/alice may sign in already/);
    await expect(addPerson("admin", { url, role: "viewer" }, config)).rejects.toThrow(/Pipewright itself uses/);
    await expect(addPerson("A B", { url, role: "boss" }, config)).rejects.toThrow(/lower-case/);
  });

  it("lets only the admin add people or make keys", async () => {
    const { url } = server;
    const token = tokenOf(await addPerson("bob", { url, role: "approver" }, config));
    const post = (path: string, body: object) =>
      server.call(path, body, { headers: { authorization: `Bearer ${token}` } });
    expect((await post("/api/dashboard/people", { name: "mallory" })).status).toBe(403);
    expect((await post("/api/dashboard/keys", { repo: "acme/shop" })).status).toBe(403);
  });

  it("ends a person's token, and keeps no token in the store", async () => {
    const { url } = server;
    const token = tokenOf(await addPerson("carol", { url, role: "viewer" }, config));
    expect(await revokePerson("carol", { url }, config)).toMatch(/^carol is signed out everywhere/);
    expect((await fetch(`${url}/api/dashboard/stats`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(
      401,
    );
    await expect(revokePerson("carol", { url }, config)).rejects.toThrow(/Nobody who may sign in is called carol/);
    const again = await addPerson("carol", { url, role: "viewer" }, config);
    expect(tokenOf(again)).not.toBe(token);
    expect(JSON.stringify(await server.json("/api/dashboard/people"))).not.toContain("pwp_");
  });

  it("gives the policy's schema to editors without a sign-in", async () => {
    const answer = await fetch(`${server.url}/api/policy/schema.json`);
    expect(await answer.json()).toMatchObject({ properties: { version: { const: 1 } } });
  });
});
