import type { ChatMessage } from "@pipewright/contract/builder-chat";
import { z } from "zod";
import type { Fence } from "./fence-data.ts";

const MAX_LOG_CHARS = 64 * 1024;
const MAX_TALK_CHARS = 12_000;

const OWNER_AND_NAME = /^[\w-][\w.-]{0,99}\/[\w-][\w.-]{0,99}$/;
const BRANCH = /^\w[\w./-]{0,254}$/;

/** What a model is asked to return. */
export const BuilderAnswer = z.object({
  reply: z.string().min(1).describe("What to say to the person, in a few plain sentences."),
  scenario: z
    .object({
      repo: z.string().describe("owner/name"),
      branch: z.string(),
      commit_message: z.string(),
      logs: z.string().min(1).describe("The CI log, 15 to 120 lines, as the tools really write it."),
    })
    .optional()
    .describe("Left out while too little is known to make up a realistic log; then ask."),
});
export type BuilderAnswer = z.infer<typeof BuilderAnswer>;

/** Says what is wrong with a made-up scenario, or nothing: its names become arguments of git, so they must be plain. */
export function findScenarioProblem({ scenario }: BuilderAnswer): string | undefined {
  if (scenario === undefined) return undefined;
  if (!OWNER_AND_NAME.test(scenario.repo)) return "repo must be owner/name";
  if (!BRANCH.test(scenario.branch)) return "branch must be a plain name such as main";
  if (scenario.logs.length > MAX_LOG_CHARS) return `logs is longer than ${MAX_LOG_CHARS} characters`;
  return undefined;
}

export function builderSystemPrompt(fence: Fence): string {
  return [
    "You help to build a scenario for testing a CI healer: from a described failure you make up a realistic CI log, as GitHub Actions would show it, with the step's command in `##[group]Run COMMAND` and the exit code in `##[error]Process completed with exit code N.`",
    "The error lines must be worded exactly as the tool in question words them. Use invented names; never a real secret, host or person.",
    fence.rule,
  ].join("\n");
}

/** The newest part of the conversation. */
export function builderData(messages: readonly ChatMessage[], fence: Fence): string {
  const talk = messages.map(({ role, content }) => `${role}: ${content}`).join("\n\n");
  return fence.wrap("The conversation so far; answer its last message", talk.slice(-MAX_TALK_CHARS));
}
