import { z } from "zod";
import { type Protocol, type Script, type ScriptedServer, sendJson, startScriptedServer } from "./scripted-server.ts";

const ChatBody = z.looseObject({ model: z.string(), stream: z.boolean().nullish() });
const PIECE_CHARS = 40;

/**
 * A stand-in that speaks Mistral's API, and with it the part of OpenAI's that is the same:
 * `POST /v1/chat/completions`, as one object or as server-sent events.
 */
export function startScriptedMistral(script: Script): Promise<ScriptedServer> {
  return startScriptedServer(MISTRAL, script);
}

const MISTRAL: Protocol = {
  serveOther(request, response) {
    if (request.method === "POST" && request.path === "/v1/chat/completions") return false;
    sendJson(response, 404, { message: "not found" });
    return true;
  },
  say(request, response, said, tokens) {
    const { model, stream } = ChatBody.parse(request.body);
    const head = { id: "1", created: 1_735_689_600, model };
    const usage = {
      prompt_tokens: tokens.input,
      completion_tokens: tokens.output,
      total_tokens: tokens.input + tokens.output,
    };
    if (!stream) {
      const message = { role: "assistant", content: said, tool_calls: null };
      const choices = [{ index: 0, finish_reason: "stop", message }];
      return sendJson(response, 200, { ...head, object: "chat.completion", choices, usage });
    }
    const chunk = (content: string, finishReason: string | null) => ({
      ...head,
      object: "chat.completion.chunk",
      choices: [{ index: 0, finish_reason: finishReason, delta: { role: "assistant", content } }],
    });
    response.setHeader("content-type", "text/event-stream");
    for (let at = 0; at < said.length; at += PIECE_CHARS) {
      response.write(event(chunk(said.slice(at, at + PIECE_CHARS), null)));
    }
    response.write(event({ ...chunk("", "stop"), usage }));
    response.end("data: [DONE]\n\n");
  },
  begin(request, response) {
    const { stream } = ChatBody.parse(request.body);
    response.setHeader("content-type", stream ? "text/event-stream" : "application/json");
    response.write(stream ? 'data: {"id":' : '{"id":');
  },
  errorBody: ({ message }) => ({ object: "error", message, type: "error", code: "0" }),
};

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
