import { type Protocol, type Script, type ScriptedServer, sendJson, startScriptedServer } from "./scripted-server.ts";

const GENERATE = /^\/v1beta\/models\/[^/:]+:(generateContent|streamGenerateContent)(?:\?|$)/;
const PIECE_CHARS = 40;

/** A stand-in that speaks Gemini's API: `POST /v1beta/models/{model}:generateContent` and `:streamGenerateContent` (server-sent events). */
export function startScriptedGemini(script: Script): Promise<ScriptedServer> {
  return startScriptedServer(GEMINI, script);
}

const GEMINI: Protocol = {
  serveOther(request, response) {
    if (request.method === "POST" && GENERATE.test(request.path)) return false;
    sendJson(response, 404, { error: { code: 404, message: "not found", status: "NOT_FOUND" } });
    return true;
  },
  say(request, response, said, tokens) {
    const end = candidate("", { finishReason: "STOP" });
    const usageMetadata = {
      promptTokenCount: tokens.input,
      candidatesTokenCount: tokens.output,
      totalTokenCount: tokens.input + tokens.output,
    };
    if (!isStream(request.path)) {
      return sendJson(response, 200, { ...candidate(said, { finishReason: "STOP" }), usageMetadata });
    }
    response.setHeader("content-type", "text/event-stream");
    for (let at = 0; at < said.length; at += PIECE_CHARS) {
      response.write(event(candidate(said.slice(at, at + PIECE_CHARS), {})));
    }
    response.end(event({ ...end, usageMetadata }));
  },
  begin(request, response) {
    response.setHeader("content-type", isStream(request.path) ? "text/event-stream" : "application/json");
    response.write(isStream(request.path) ? event(candidate("{", {})) : '{"candidates":');
  },
  errorBody: ({ status, message, retryDelaySeconds }) => ({
    error: {
      code: status,
      message,
      status: status === 429 ? "RESOURCE_EXHAUSTED" : "INTERNAL",
      details:
        retryDelaySeconds === undefined
          ? []
          : [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: `${retryDelaySeconds}s` }],
    },
  }),
};

function isStream(path: string): boolean {
  return GENERATE.exec(path)?.[1] === "streamGenerateContent";
}

function candidate(text: string, end: { finishReason?: string }): object {
  return { candidates: [{ content: { role: "model", parts: [{ text }] }, index: 0, ...end }] };
}

function event(data: object): string {
  return `data: ${JSON.stringify(data)}\r\n\r\n`;
}
