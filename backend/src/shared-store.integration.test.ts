import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedStore, startEmbeddedStore } from "./store/embedded/start-embedded-store.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

let folder: string;
let database: EmbeddedStore;
let servers: TestServer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pipewright-shared-"));
  database = await startEmbeddedStore({ dataDir: folder, listen: { host: "127.0.0.1", port: 0 } });
  servers = [];
});
afterEach(async () => {
  for (const server of servers) await server.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function startOne(): Promise<TestServer> {
  const server = await startTestServer({ MONGODB_URL: database.url });
  servers.push(server);
  return server;
}

describe("two servers on one database", () => {
  it("share incidents, answers and live messages, and work on each once", async () => {
    const one = await startOne();
    const other = await startOne();
    const id = await one.simulate({ scenario: "shell-not-executable" });
    const seenByOther = await other.reach(id);
    expect(seenByOther.status).toBe("awaiting_approval");
    const answers = await Promise.all([one, other, one, other].map((server) => server.approve(seenByOther)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const done = await one.reach(id, ["resolved", "failed"]);
    expect(done.verification?.verdict).toBe("proven");
    expect(done.timeline.filter(({ kind, data }) => kind === "run.started" && data?.phase === "fix")).toHaveLength(1);
  });
});
