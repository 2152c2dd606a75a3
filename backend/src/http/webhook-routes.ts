import type { Accepted, Ignored, Noted, ScenarioSummary } from "@pipewright/contract/simulate";
import { timeLimit } from "@pipewright/contract/time-limit";
import { readGithubDelivery } from "../intake/github.ts";
import { readDeliveryNews } from "../intake/github-pull-request.ts";
import { type AskRepository, answerQuestion } from "../intake/github-question.ts";
import type { ScenarioLibrary } from "../intake/scenarios.ts";
import { readSimulation } from "../intake/simulate.ts";
import type { Orchestrator } from "../orchestrator/orchestrator.ts";
import type { RouteHandlers } from "./route-handlers.ts";

export interface WebhookDeps {
  orchestrator: Orchestrator;
  scenarios: ScenarioLibrary;
  /** Asks GitHub; absent where it is not connected. */
  askGithub?: AskRepository | undefined;
  config: { githubServerUrl?: string | undefined };
}

/** GitHub takes a delivery for lost after 10 s. ms. */
const ANSWER_MS = 8000;
const NOT_CONNECTED = {
  ignored:
    "GitHub must be asked which run this belongs to, and is not connected. workflow_run events need no question.",
};

/** What comes in. A signal is acknowledged only once it is stored. */
export function webhookRoutes({
  orchestrator,
  scenarios,
  askGithub,
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
      const delivery = { event: headers["x-github-event"], id: headers["x-github-delivery"], payload: body };
      let noted: Awaited<ReturnType<Orchestrator["noteNews"]>> = null;
      for (const news of readDeliveryNews(delivery)) noted = (await orchestrator.noteNews(news)) ?? noted;
      if (noted !== null) return void response.json({ noted: true, ...noted } satisfies Noted);
      const told = readGithubDelivery(delivery);
      const outcome = !("question" in told)
        ? told
        : askGithub === undefined
          ? NOT_CONNECTED
          : await answerQuestion(told.question, askGithub, timeLimit(ANSWER_MS));
      if ("ignored" in outcome) {
        response.json({ ignored: true, reason: outcome.ignored } satisfies Ignored);
        return;
      }
      response.status(202).json((await orchestrator.accept(outcome.signal)) satisfies Accepted);
    },
  };
}
