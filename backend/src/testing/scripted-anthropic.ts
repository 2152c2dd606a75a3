import type { ServerResponse } from "node:http";
import { z } from "zod";
import { type Protocol, type Script, type ScriptedServer, sendJson, startScriptedServer } from "./scripted-server.ts";

const MessagesBody = z.looseObject({
  model: z.string(),
  stream: z.boolean().default(false),
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
});

/** A stand-in that speaks Anthropic's API as far as one answer goes: `POST /v1/messages`, whole or as server-sent events, answered by a tool call when one is asked for. */
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
    const { model, tools, stream } = MessagesBody.parse(request.body);
    const tool = tools?.[0];
    const head = { id: "msg_1", type: "message", role: "assistant", model };
    if (stream && tool) return streamCall(response, { ...head, tool: tool.name }, said, tokens);
    sendJson(response, 200, {
      ...head,
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

const PIECE_CHARS = 40;

/** One call of a tool, its arguments in pieces. */
function streamCall(
  response: ServerResponse,
  { tool, ...head }: Record<string, string>,
  said: string,
  tokens: { input: number; output: number },
): void {
  const send = (event: { type: string; [field: string]: unknown }) =>
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  response.setHeader("content-type", "text/event-stream");
  const usage = { input_tokens: tokens.input, output_tokens: 0 };
  send({ type: "message_start", message: { ...head, content: [], stop_reason: null, stop_sequence: null, usage } });
  const block = { type: "tool_use", id: "toolu_1", name: tool, input: {} };
  send({ type: "content_block_start", index: 0, content_block: block });
  for (let at = 0; at < said.length; at += PIECE_CHARS) {
    const delta = { type: "input_json_delta", partial_json: said.slice(at, at + PIECE_CHARS) };
    send({ type: "content_block_delta", index: 0, delta });
  }
  send({ type: "content_block_stop", index: 0 });
  const stop = { stop_reason: "tool_use", stop_sequence: null };
  send({ type: "message_delta", delta: stop, usage: { output_tokens: tokens.output } });
  send({ type: "message_stop" });
  response.end();
}
