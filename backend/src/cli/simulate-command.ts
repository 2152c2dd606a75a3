import { PipewrightError, UpstreamError } from "@pipewright/contract/errors";
import { Problem } from "@pipewright/contract/problem";
import { Accepted, ScenarioSummary } from "@pipewright/contract/simulate";
import { z } from "zod";
import { loadAdminToken } from "../access/load-admin-token.ts";
import type { Config } from "../config.ts";

/** `pipewright simulate`: sends a scenario to a running server. @throws PipewrightError, UpstreamError */
export async function simulateCommand(
  scenario: string | undefined,
  options: { url?: string },
  config: Config,
): Promise<string> {
  const { token } = await loadAdminToken(config.dataDir, config.adminToken);
  const base = (options.url ?? localUrl(config)).replace(/\/+$/, "");
  if (scenario === undefined) {
    const scenarios = z.array(ScenarioSummary).parse(await ask(`${base}/api/webhook/scenarios`, token));
    return scenarios.map(({ id, title }) => `${id.padEnd(32)} ${title}`).join("\n");
  }
  const { eventId } = Accepted.parse(await ask(`${base}/api/webhook/simulate`, token, { scenario }));
  return `Accepted. Follow it at ${base}/events/${eventId}`;
}

/** Where the server of this configuration answers on this machine. */
function localUrl({ host, port }: Pick<Config, "host" | "port">): string {
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const name = isEverywhere ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

async function ask(url: string, token: string, body?: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const request = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(url, request).catch((cause: unknown) => {
    throw new UpstreamError("unreachable", `No server answers at ${url}. Start one with: npm start`, {
      cause,
      retryable: true,
    });
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  const problem = Problem.safeParse(answer);
  throw new PipewrightError(
    "refused",
    response.status,
    problem.success ? problem.data.detail : `The server answered ${response.status}.`,
  );
}
