import { BuilderChatAnswer, type ChatMessage } from "@pipewright/contract/builder-chat";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { postJson } from "../../lib/api-client.ts";

/** What was said, and what came with it when the server said it. */
export interface ChatTurn {
  message: ChatMessage;
  answer?: BuilderChatAnswer;
}

const MESSAGES_SENT_MAX = 40;

export interface BuilderConversation {
  turns: ChatTurn[];
  isPending: boolean;
  problem: unknown;
  say(text: string): void;
  /** Asks again for the answer that did not come. */
  retry(): void;
}

/** A conversation that turns a described failure into one to simulate. It lives as long as the page does. */
export function useBuilderChat(): BuilderConversation {
  const [turns, setTurns] = useState<ChatTurn[]>([]);
  const ask = useMutation({
    mutationFn: (said: ChatTurn[]) =>
      postJson(
        "/api/webhook/builder-chat",
        { messages: said.slice(-MESSAGES_SENT_MAX).map(({ message }) => message) },
        BuilderChatAnswer,
      ),
    onSuccess: (answer, said) => setTurns([...said, { message: { role: "assistant", content: answer.reply }, answer }]),
  });
  return {
    turns,
    isPending: ask.isPending,
    problem: ask.isError ? ask.error : undefined,
    say(text) {
      const said: ChatTurn[] = [...turns, { message: { role: "user", content: text } }];
      setTurns(said);
      ask.mutate(said);
    },
    retry: () => ask.mutate(turns),
  };
}
