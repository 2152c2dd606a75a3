import type { Accepted, Ignored, ScenarioSummary } from "@pipewright/contract/simulate";
import { readGithubDelivery } from "../intake/github.ts";
import type { ScenarioLibrary } from "../intake/scenarios.ts";
import { readSimulation } from "../intake/simulate.ts";
import type { Orchestrator } from "../orchestrator/orchestrator.ts";
import type { RouteHandlers } from "./route-handlers.ts";

export interface WebhookDeps {
  orchestrator: Orchestrator;
  scenarios: ScenarioLibrary;
  config: { githubServerUrl?: string | undefined };
}

/** What comes in. A signal is acknowledged only once it is stored. */
export function webhookRoutes({
  orchestrator,
  scenarios,
  config,
}: WebhookDeps): RouteHandlers<"simulate" | "listScenarios" | "githubDelivery"> {
  return {
    async simulate({ body }, response) {
      const signal = await readSimulation(body, { scenarios, githubServerUrl: config.githubServerUrl });
      response.status(202).json((await orchestrator.accept(signal)) satisfies Accepted);
    },

    listScenarios(_input, response) {
      response.json(scenarios.list() satisfies ScenarioSummary[]);
    },

    async githubDelivery({ headers, body }, response) {
      const outcome = readGithubDelivery({
        event: headers["x-github-event"],
        id: headers["x-github-delivery"],
        payload: body,
      });
      if ("ignored" in outcome) {
        response.json({ ignored: true, reason: outcome.ignored } satisfies Ignored);
        return;
      }
      response.status(202).json((await orchestrator.accept(outcome.signal)) satisfies Accepted);
    },
  };
}
