import type { BuilderChatAnswer, ChatMessage } from "@pipewright/contract/builder-chat";
import type { PreviewDiagnosis, PreviewFix } from "@pipewright/contract/preview";
import type { Signal } from "@pipewright/contract/signal";
import { timeLimit } from "@pipewright/contract/time-limit";
import type { ScenarioLibrary } from "../intake/scenarios.ts";
import { readSimulation } from "../intake/simulate.ts";
import type { RouteHandlers } from "./route-handlers.ts";

export interface PreviewDeps {
  scenarios: ScenarioLibrary;
  /** Answers at once and stores nothing. */
  previews: {
    diagnose(signal: Signal): Promise<PreviewDiagnosis>;
    propose(signal: Signal): Promise<PreviewFix>;
  };
  builder: {
    chat(
      messages: readonly ChatMessage[],
      options: { signal: AbortSignal; onNote: (message: string) => void },
    ): Promise<BuilderChatAnswer>;
  };
  config: { githubServerUrl?: string | undefined };
}

/** How long a conversation waits for a model. */
const CHAT_MS = 45_000;

/** What would be made of a failure, and help with making one up. */
export function previewRoutes({
  scenarios,
  previews,
  builder,
  config,
}: PreviewDeps): RouteHandlers<"previewDiagnosis" | "previewFix" | "builderChat"> {
  const options = { scenarios, githubServerUrl: config.githubServerUrl };
  return {
    async previewDiagnosis({ body }, response) {
      response.json((await previews.diagnose(await readSimulation(body, options))) satisfies PreviewDiagnosis);
    },

    async previewFix({ body }, response) {
      response.json((await previews.propose(await readSimulation(body, options))) satisfies PreviewFix);
    },

    async builderChat({ body }, response) {
      const messages = body.messages ?? [{ role: "user" as const, content: body.message ?? "" }];
      const answer = await builder.chat(messages, { signal: timeLimit(CHAT_MS), onNote: () => {} });
      response.json(answer satisfies BuilderChatAnswer);
    },
  };
}
