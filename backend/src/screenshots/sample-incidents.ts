import type { Incident } from "@pipewright/contract/incident";
import type { TestServer } from "../testing/start-test-server.ts";

const COMMIT_SHA_LENGTH = 40;
const RISKY_LINES = `# Take the tool from where its makers publish it
curl -fsSL https://example.org/install.sh | sh
`;

/** The incidents that the pictures are of. */
export interface Samples {
  /** Waits, was seen before, and is like another one. */
  waiting: Incident;
  /** Was approved and is proven. */
  proven: Incident;
}

/** Fills a server with a history like a small company's: some failures were healed, some are back, some wait. */
export async function createSampleIncidents(server: TestServer): Promise<Samples> {
  const fail = async (body: object): Promise<Incident> => server.reach(await server.simulate(body));
  const heal = async (body: object): Promise<Incident> => {
    const incident = await fail(body);
    await server.approve(incident);
    return server.reach(incident.id, ["resolved", "failed"]);
  };
  const permission = { scenario: "shell-not-executable", repo: "acme/shop", commit_sha: commit("4b1c") };

  const proven = await heal({ scenario: "config-trailing-comma", repo: "acme/checkout" });
  await heal(permission);
  await heal(permission);
  await fail({ ...permission, repo: "acme/tools" });
  await fail({ scenario: "secret-missing", repo: "acme/mobile", branch: "release" });
  await fail({ scenario: "python-undeclared-dependency", repo: "acme/reports" });
  await putRiskyScript(server, await fail({ scenario: "shell-crlf", repo: "acme/infra" }));
  return { waiting: await fail(permission), proven };
}

async function putRiskyScript(server: TestServer, { id, fix, approval }: Incident): Promise<void> {
  const script = `${fix?.script ?? ""}${RISKY_LINES}`;
  await server.json(`/api/approvals/${approval?.id}/revise`, { script, network: true });
  await server.reach(id, ["awaiting_approval"]);
}

function commit(start: string): string {
  return start.repeat(COMMIT_SHA_LENGTH / start.length);
}
