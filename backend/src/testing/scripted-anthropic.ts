import { z } from "zod";
import { type Protocol, type Script, type ScriptedServer, sendJson, startScriptedServer } from "./scripted-server.ts";

const MessagesBody = z.looseObject({
  model: z.string(),
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
});

/** A stand-in that speaks Anthropic's API as far as one whole answer goes: `POST /v1/messages`, answered by a tool call when one is asked for. */
export function startScriptedAnthropic(script: Script): Promise<ScriptedServer> {
  return startScriptedServer(ANTHROPIC, script);
}

const ANTHROPIC: Protocol = {
  serveOther(request, response) {
    if (request.method === "POST" && request.path === "/v1/messages") return false;
    sendJson(response, 404, { type: "error", error: { type: "not_found_error", message: "not found" } });
    return true;
  },
  say(request, response, said, tokens) {
    const { model, tools } = MessagesBody.parse(request.body);
    const tool = tools?.[0];
    sendJson(response, 200, {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model,
      content: tool
        ? [{ type: "tool_use", id: "toolu_1", name: tool.name, input: JSON.parse(said) }]
        : [{ type: "text", text: said }],
      stop_reason: tool ? "tool_use" : "end_turn",
      stop_sequence: null,
      usage: { input_tokens: tokens.input, output_tokens: tokens.output },
    });
  },
  begin(_request, response) {
    response.setHeader("content-type", "application/json");
    response.write('{"id":');
  },
  errorBody: ({ message }) => ({ type: "error", error: { type: "api_error", message } }),
};
