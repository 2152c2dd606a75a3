import { z } from "zod";
import { Provider } from "./diagnosis.ts";
import { ScenarioSummary, SimulateRequest } from "./simulate.ts";

const MESSAGES_MAX = 40;
const CONTENT_MAX_CHARACTERS = 20_000;
const Content = z.string().trim().min(1).max(CONTENT_MAX_CHARACTERS);

export const ChatMessage = z.object({ role: z.enum(["user", "assistant"]), content: Content });
export type ChatMessage = z.infer<typeof ChatMessage>;

/** `POST /api/webhook/builder-chat`: the conversation so far, or its first message alone. */
export const BuilderChatRequest = z
  .object({ messages: z.array(ChatMessage).min(1).max(MESSAGES_MAX).optional(), message: Content.optional() })
  .superRefine(({ messages, message }, context) => {
    if ((messages === undefined) === (message === undefined))
      context.addIssue({ code: "custom", path: [], message: "must have either messages or message" });
    if (messages !== undefined && messages.at(-1)?.role !== "user")
      context.addIssue({ code: "custom", path: ["messages"], message: "must end with a message of role user" });
  });
export type BuilderChatRequest = z.infer<typeof BuilderChatRequest>;

export const BuilderChatAnswer = z.object({
  reply: z.string(),
  /** Ready to be sent to `simulate` or to a preview. */
  scenario: SimulateRequest.optional(),
  /** Who answers; `knowledge` makes nothing up, it only looks for what is built in. */
  provider: Provider,
  /** The built-in scenario that is closest to what was described; `score` is 0..1. */
  closest: ScenarioSummary.pick({ id: true, title: true })
    .extend({ score: z.number().min(0).max(1) })
    .optional(),
});
export type BuilderChatAnswer = z.infer<typeof BuilderChatAnswer>;
