import { describe, expect, it } from "vitest";
import { AS_ADMIN, startAppServer } from "../testing/app-server.ts";

describe("the doctor's routes", () => {
  it("give every part, and where GitHub sends its deliveries once that is known", async () => {
    await using plain = await startAppServer();
    const asked = await fetch(`${plain.url}/api/dashboard/doctor`, { headers: AS_ADMIN });
    expect(await asked.json()).toEqual({
      findings: [expect.objectContaining({ id: "git", status: "ok" })],
      limits: { timeoutMs: 600_000, memoryBytes: 1024 ** 3, cpus: 2, pids: 512 },
    });

    await using known = await startAppServer({ config: { publicUrl: "https://ci.example.com/" } });
    const answer = await fetch(`${known.url}/api/dashboard/doctor`, { headers: AS_ADMIN });
    expect(await answer.json()).toMatchObject({ webhookUrl: "https://ci.example.com/api/webhook/github" });
  });

  it("look at one part anew, if there is such a part", async () => {
    await using server = await startAppServer();
    const test = (id: string) =>
      fetch(`${server.url}/api/dashboard/doctor/${id}/test`, { method: "POST", headers: AS_ADMIN });
    expect(await (await test("store")).json()).toMatchObject({ id: "store", status: "ok" });
    expect((await test("pager")).status).toBe(422);
  });
});
