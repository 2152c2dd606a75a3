import { EventsQuery } from "@pipewright/contract/dashboard";
import { describe, expect, it, onTestFinished } from "vitest";
import { startTestServer } from "../testing/start-test-server.ts";

const FAILURE = {
  logs: "Error: it broke\nProcess completed with exit code 1.",
  commit_message: "Pin the (base) image",
};

describe("looking for incidents", () => {
  it("finds a piece of title, repository, branch, commit or message, in upper or lower case, and nothing by a pattern", async () => {
    const server = await startTestServer();
    onTestFinished(() => server.close());
    const id = await server.simulate({ ...FAILURE, repo: "acme/Shop", branch: "fix/Login", commit_sha: "ab12cd34ef" });
    await server.reach(id);
    const other = await server.simulate({ scenario: "config-trailing-comma" });
    const title = (await server.reach(other)).diagnosis?.title ?? "";

    const find = async (q: string) =>
      (await server.loop.incidents.list(EventsQuery.parse({ q }))).events.map((incident) => incident.id);
    for (const q of ["acme/shop", "SHOP", "fix/login", "AB12CD3", "the (base)"]) expect(await find(q), q).toEqual([id]);
    expect(await find(title.toUpperCase())).toEqual([other]);
    for (const q of [".*", "(base", "a.me"]) expect(await find(q), q).toEqual(q === "(base" ? [id] : []);
  });

  it("adds up what came in today", async () => {
    const server = await startTestServer();
    onTestFinished(() => server.close());
    const id = await server.simulate({ scenario: "config-trailing-comma" });
    await server.approve(await server.reach(id));
    await server.reach(id, ["resolved"]);
    const { recent } = await server.loop.incidents.stats();
    expect(recent).toMatchObject({ incidents: 1, proven: 1, provenRate: 1, approvalRate: 1, minutesSaved: 0 });
    expect(recent.medianGreenMs).toBeGreaterThan(recent.medianDiagnosisMs ?? Number.NaN);
    expect(recent.places).toEqual([{ repo: "pipewright-examples/config-trailing-comma", branches: ["main"] }]);
    expect(recent.days.at(-1)?.incidents).toBe(1);
  });
});
