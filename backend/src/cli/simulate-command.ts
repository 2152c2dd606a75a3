import { Accepted, ScenarioSummary } from "@pipewright/contract/simulate";
import { z } from "zod";
import type { Config } from "../config.ts";
import { findServer } from "./ask-server.ts";

/** `pipewright simulate`: sends a scenario to a running server. @throws PipewrightError, UpstreamError */
export async function simulateCommand(
  scenario: string | undefined,
  options: { url?: string },
  config: Config,
): Promise<string> {
  const { base, ask } = await findServer(options.url, config);
  if (scenario === undefined) {
    const scenarios = z.array(ScenarioSummary).parse(await ask("/api/webhook/scenarios"));
    return scenarios.map(({ id, title }) => `${id.padEnd(32)} ${title}`).join("\n");
  }
  const { eventId } = Accepted.parse(await ask("/api/webhook/simulate", { body: { scenario } }));
  return `Accepted. Follow it at ${base}/events/${eventId}`;
}
