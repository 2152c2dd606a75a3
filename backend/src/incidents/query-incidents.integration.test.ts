import { EventsQuery } from "@pipewright/contract/dashboard";
import { describe, expect, it, onTestFinished } from "vitest";
import { startTestServer } from "../testing/start-test-server.ts";

const FAILURE = {
  logs: "Error: it broke\nProcess completed with exit code 1.",
  commit_message: "Pin the (base) image",
};

const FAILURE_ELSEWHERE = { ...FAILURE, repo: "acme/Shop", branch: "fix/Login", commit_sha: "ab12cd34ef" };

describe("looking for incidents", () => {
  it("finds a piece of title, repository, branch, commit or message, in upper or lower case, and nothing by a pattern", async () => {
    const server = await startTestServer();
    onTestFinished(() => server.close());
    const id = await server.simulate(FAILURE_ELSEWHERE);
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

  it("counts each incident once, as it stands, however often it changes between two looks", async () => {
    const server = await startTestServer();
    onTestFinished(() => server.close());
    const id = await server.simulate({ scenario: "config-trailing-comma" });
    const asked = await server.reach(id);
    expect((await server.loop.incidents.stats()).recent).toMatchObject({ incidents: 1, proven: 0, approvalRate: null });
    await server.approve(asked);
    await server.reach(id, ["resolved"]);
    const other = await server.simulate(FAILURE_ELSEWHERE);
    await server.reach(other);
    const { recent, total, byStatus } = await server.loop.incidents.stats();
    expect(recent).toMatchObject({ incidents: 2, proven: 1, approvalRate: 1 });
    expect(recent.places.map(({ repo }) => repo)).toContain("acme/Shop");
    expect(total).toBe(2);
    expect(byStatus.resolved).toBe(1);
  });

  it("tells how many there are on the last page and beyond it", async () => {
    const server = await startTestServer();
    onTestFinished(() => server.close());
    await server.reach(await server.simulate(FAILURE_ELSEWHERE));
    await server.reach(await server.simulate({ ...FAILURE_ELSEWHERE, commit_sha: "cd34" }));
    const list = (page: number) => server.loop.incidents.list(EventsQuery.parse({ page, pageSize: 1, q: "acme" }));
    expect(await Promise.all([1, 2, 3].map(async (page) => (await list(page)).total))).toEqual([2, 2, 2]);
    expect((await list(3)).events).toEqual([]);
  });
});
