import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface RecordedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** The parsed JSON body; undefined when there was none. */
  body: unknown;
}

export type ScriptedAnswer =
  /** The model says this. An object is said as JSON. */
  | { say: string | object; inputTokens?: number; outputTokens?: number }
  /** An HTTP error in the provider's own form; `retryDelaySeconds` goes where the provider puts it. */
  | { status: number; message: string; retryAfter?: string; retryDelaySeconds?: number }
  /** The answer begins, then the connection is cut. */
  | { fault: "cut" }
  /** The request is read, and never answered. */
  | { fault: "hang" };

/** Answers in order, or a function of the request. */
export type Script = ScriptedAnswer[] | ((request: RecordedRequest) => ScriptedAnswer);

export interface ScriptedServer {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  readonly url: string;
  /** Questions to the model, in order. */
  readonly requests: readonly RecordedRequest[];
  /** Resolves when the model has been asked `count` times. */
  asked(count: number): Promise<void>;
  /** Resolves when the other side has hung up `count` times on an answer that was not finished. */
  hungUp(count: number): Promise<void>;
  close(): Promise<void>;
}

/** How one provider speaks. */
export interface Protocol {
  /** Answers what is not a question to the model (a list of models, say) and returns true; false: it is a question. */
  serveOther(request: RecordedRequest, response: ServerResponse): boolean;
  say(
    request: RecordedRequest,
    response: ServerResponse,
    said: string,
    tokens: { input: number; output: number },
  ): void;
  /** The first bytes of an answer that is then cut off. */
  begin(request: RecordedRequest, response: ServerResponse): void;
  /** The body of an error. */
  errorBody(error: { status: number; message: string; retryDelaySeconds?: number }): object;
}

const DEFAULT_TOKENS = { input: 100, output: 20 };

/** Starts a server on a free loopback port that answers as the script says, in the words of one provider's protocol. */
export async function startScriptedServer(protocol: Protocol, script: Script): Promise<ScriptedServer> {
  const requests: RecordedRequest[] = [];
  const asked = counter();
  const hungUp = counter();
  const queue = Array.isArray(script) ? [...script] : undefined;
  const next = (request: RecordedRequest): ScriptedAnswer =>
    typeof script === "function"
      ? script(request)
      : (queue?.shift() ?? { status: 501, message: "The script has no further answer." });

  const server = createServer((incoming, response) => {
    readRequest(incoming).then(
      (request) => {
        if (protocol.serveOther(request, response)) return;
        requests.push(request);
        response.on("close", () => response.writableFinished || hungUp.add());
        asked.add();
        answer(protocol, request, response, next(request));
      },
      () => response.destroy(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    asked: asked.reached,
    hungUp: hungUp.reached,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function answer(
  protocol: Protocol,
  request: RecordedRequest,
  response: ServerResponse,
  scripted: ScriptedAnswer,
): void {
  if ("say" in scripted) {
    const said = typeof scripted.say === "string" ? scripted.say : JSON.stringify(scripted.say);
    const { inputTokens = DEFAULT_TOKENS.input, outputTokens = DEFAULT_TOKENS.output } = scripted;
    protocol.say(request, response, said, { input: inputTokens, output: outputTokens });
  } else if ("status" in scripted) {
    if (scripted.retryAfter !== undefined) response.setHeader("retry-after", scripted.retryAfter);
    sendJson(response, scripted.status, protocol.errorBody(scripted));
  } else if (scripted.fault === "cut") {
    protocol.begin(request, response);
    response.flushHeaders();
    setImmediate(() => response.destroy());
  }
}

/** Writes one whole JSON answer. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.statusCode = status;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
}

async function readRequest(incoming: IncomingMessage): Promise<RecordedRequest> {
  const body = await text(incoming);
  return {
    method: incoming.method ?? "GET",
    path: incoming.url ?? "/",
    headers: incoming.headers,
    body: body === "" ? undefined : JSON.parse(body),
  };
}

function counter() {
  let count = 0;
  const waiting: { goal: number; resolve: () => void }[] = [];
  return {
    add() {
      count++;
      for (const waiter of waiting) if (count >= waiter.goal) waiter.resolve();
    },
    reached: (goal: number): Promise<void> =>
      count >= goal ? Promise.resolve() : new Promise((resolve) => waiting.push({ goal, resolve })),
  };
}
