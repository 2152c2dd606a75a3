import type { TestServer } from "./start-test-server.ts";

/** Brings a log in without HTTP, which is slow for a large one, and waits for the diagnosis. Gives the incident's id. */
export async function acceptLog(server: Pick<TestServer, "loop" | "reach">, logs: string): Promise<string> {
  const { eventId } = await server.loop.orchestrator.accept({
    source: "simulate",
    dedupeKeys: [],
    repo: "acme/app",
    branch: "main",
    commitSha: "HEAD",
    commitMessage: "Change the tax",
    workspace: { kind: "empty", reason: "There is only a log." },
    logs,
  });
  await server.reach(eventId);
  return eventId;
}
