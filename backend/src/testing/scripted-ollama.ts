import type { ServerResponse } from "node:http";
import { z } from "zod";
import {
  type Protocol,
  type RecordedRequest,
  type Script,
  type ScriptedServer,
  sendJson,
  startScriptedServer,
} from "./scripted-server.ts";

const ChatBody = z.looseObject({ model: z.string(), stream: z.boolean().default(true) });
const PIECE_CHARS = 40;

/** A stand-in that speaks Ollama's API: `POST /api/chat` (NDJSON, or one object with `stream: false`) and `GET /api/tags`. */
export function startScriptedOllama(script: Script, models: string[] = ["qwen2.5-coder:7b"]): Promise<ScriptedServer> {
  return startScriptedServer(ollamaProtocol(models), script);
}

function ollamaProtocol(models: string[]): Protocol {
  return {
    serveOther(request, response) {
      if (request.method === "GET" && request.path === "/api/tags") {
        sendJson(response, 200, { models: models.map((name) => ({ name, model: name, size: 1 })) });
        return true;
      }
      if (request.method === "POST" && request.path === "/api/chat") return false;
      sendJson(response, 404, { error: "not found" });
      return true;
    },
    say(request, response, said, tokens) {
      const { model, stream } = ChatBody.parse(request.body);
      const end = {
        model,
        created_at: CREATED_AT,
        done_reason: "stop",
        done: true,
        total_duration: 1_000_000,
        prompt_eval_count: tokens.input,
        eval_count: tokens.output,
      };
      if (!stream) return sendJson(response, 200, { ...end, message: { role: "assistant", content: said } });
      response.setHeader("content-type", "application/x-ndjson");
      for (let at = 0; at < said.length; at += PIECE_CHARS)
        writePiece(request, response, said.slice(at, at + PIECE_CHARS));
      response.end(`${JSON.stringify({ ...end, message: { role: "assistant", content: "" } })}\n`);
    },
    begin(request, response) {
      response.setHeader("content-type", "application/x-ndjson");
      writePiece(request, response, "{");
    },
    errorBody: ({ message }) => ({ error: message }),
  };
}

const CREATED_AT = "2025-01-01T00:00:00.000000Z";

function writePiece(request: RecordedRequest, response: ServerResponse, content: string): void {
  const { model } = ChatBody.parse(request.body);
  const piece = { model, created_at: CREATED_AT, message: { role: "assistant", content }, done: false };
  response.write(`${JSON.stringify(piece)}\n`);
}
