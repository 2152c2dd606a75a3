import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface SlackCall {
  /** `chat.postMessage`, or `hook` for an incoming webhook. */
  method: string;
  fields: Record<string, string>;
}

export interface LoopbackSlack {
  /** For SLACK_API_URL. */
  apiUrl: string;
  /** For SLACK_WEBHOOK_URL. */
  hookUrl: string;
  calls: SlackCall[];
  /** What to answer instead, asked at each call. */
  fail:
    | ((call: SlackCall) => { status: number; body: string; headers?: Record<string, string> } | undefined)
    | undefined;
  /** Called instead of an answer: the caller is left waiting. */
  hold: (() => void) | undefined;
  /** Resolves when there are so many calls of the method. */
  called(method: string, count: number): Promise<SlackCall[]>;
  close(): Promise<void>;
}

/** Slack at the wire, on a free loopback port: keeps what it is told, and answers as Slack does. */
export async function startLoopbackSlack(): Promise<LoopbackSlack> {
  let waiting: { method: string; count: number; resolve: (calls: SlackCall[]) => void }[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const method = (request.url ?? "").split("/").at(-1) ?? "";
    const fields = method === "hook" ? { json: body } : Object.fromEntries(new URLSearchParams(body));
    const call = { method, fields };
    const failure = slack.fail?.(call);
    slack.calls.push(call);
    if (slack.hold !== undefined) {
      slack.hold();
      return;
    }
    if (failure === undefined) {
      response.setHeader("content-type", "application/json");
      response.end(method === "hook" ? "ok" : JSON.stringify(answer(method, fields, slack.calls.length)));
    } else {
      response.writeHead(failure.status, failure.headers).end(failure.body);
    }
    waiting = waiting.filter(({ method: wanted, count, resolve }) => {
      const made = slack.calls.filter((each) => each.method === wanted);
      if (made.length >= count) resolve(made);
      return made.length < count;
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A listening TCP server has such an address.
  const { port } = server.address() as AddressInfo;
  const slack: LoopbackSlack = {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    hookUrl: `http://127.0.0.1:${port}/hook`,
    calls: [],
    fail: undefined,
    hold: undefined,
    called(method, count) {
      const made = slack.calls.filter((each) => each.method === method);
      if (made.length >= count) return Promise.resolve(made);
      return new Promise((resolve) => waiting.push({ method, count, resolve }));
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return slack;
}

function answer(method: string, fields: Record<string, string>, count: number): object {
  switch (method) {
    case "auth.test":
      return { ok: true, user: "pipewright", team: "Acme" };
    case "chat.postMessage":
      return { ok: true, channel: "C024BE91L", ts: `1700000000.${String(count).padStart(6, "0")}` };
    case "users.info":
      return { ok: true, user: { id: fields.user, profile: { email: `${fields.user}@Acme.example` } } };
    default:
      return { ok: true };
  }
}
