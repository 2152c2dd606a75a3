import type { BuilderChatAnswer, ChatMessage } from "@pipewright/contract/builder-chat";
import { UpstreamError } from "@pipewright/contract/errors";
import type { AgentOptions } from "./agent-options.ts";
import { BuilderAnswer, builderData, builderSystemPrompt, findScenarioProblem } from "./builder-question.ts";
import { cleanLine, cleanProse } from "./clean-text.ts";
import { findClosest, type KnownScenario } from "./closest-scenario.ts";
import { createFence } from "./fence-data.ts";
import type { Redact } from "./find-secret.ts";
import type { Llm } from "./llm.ts";

export interface ScenarioBuilder {
  /** Never fails because of a model: without its answer the closest built-in scenario is offered. */
  chat(messages: readonly ChatMessage[], options: AgentOptions): Promise<BuilderChatAnswer>;
}

export interface ScenarioBuilderParts {
  llm: Llm | null;
  listScenarios(): Promise<KnownScenario[]>;
  redact: Redact;
}

const MAX_REPLY_CHARS = 4000;
const MAX_MESSAGE_CHARS = 500;
const MAX_REASON_CHARS = 300;

/** Turns a described failure into a scenario that can be simulated. */
export function createScenarioBuilder({ llm, listScenarios, redact }: ScenarioBuilderParts): ScenarioBuilder {
  return {
    async chat(messages, options) {
      const masked = messages.map(({ role, content }) => ({ role, content: redact(content) }));
      const description = masked.filter(({ role }) => role === "user").map(({ content }) => content);
      const closest = findClosest(description.join("\n"), await listScenarios());
      if (llm === null) return offer(closest, "No model is configured, so I cannot make up a log of my own.");
      try {
        return { ...(await converse(llm, masked, redact, options)), ...nameOf(closest) };
      } catch (thrown) {
        if (!(thrown instanceof UpstreamError) && !options.signal.aborted) throw thrown;
        const why =
          thrown instanceof UpstreamError
            ? cleanLine(thrown.message, MAX_REASON_CHARS)
            : `${llm.provider} did not answer in time`;
        return offer(closest, `The model gave no answer (${why}), so I cannot make up a log of my own.`);
      }
    },
  };
}

async function converse(
  llm: Llm,
  messages: readonly ChatMessage[],
  redact: Redact,
  options: AgentOptions,
): Promise<BuilderChatAnswer> {
  const fence = createFence();
  const { value } = await llm.generate({
    system: builderSystemPrompt(fence),
    data: builderData(messages, fence),
    schema: BuilderAnswer,
    schemaName: "scenario",
    check: findScenarioProblem,
    ...options,
  });
  const { scenario } = value;
  return {
    reply: cleanProse(redact(value.reply), MAX_REPLY_CHARS),
    provider: llm.provider,
    ...(scenario && {
      scenario: {
        repo: scenario.repo,
        branch: scenario.branch,
        commit_message: cleanLine(redact(scenario.commit_message), MAX_MESSAGE_CHARS),
        logs: redact(scenario.logs),
      },
    }),
  };
}

type Closest = ReturnType<typeof findClosest>;

function offer(closest: Closest, reason: string): BuilderChatAnswer {
  if (closest === undefined)
    return { reply: `${reason} No built-in scenario is like what you describe.`, provider: "knowledge" };
  const { scenario } = closest;
  const reply = `${reason} The closest built-in scenario is "${scenario.title}" (${scenario.id}): ${scenario.description}`;
  return { reply, provider: "knowledge", scenario: { scenario: scenario.id }, ...nameOf(closest) };
}

function nameOf(closest: Closest): Pick<BuilderChatAnswer, "closest"> {
  if (closest === undefined) return {};
  const { scenario, score } = closest;
  return { closest: { id: scenario.id, title: scenario.title, score } };
}
