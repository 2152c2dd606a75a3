import { PipewrightError, UpstreamError } from "@pipewright/contract/errors";
import { Problem } from "@pipewright/contract/problem";
import { loadAdminToken } from "../access/load-admin-token.ts";
import type { Config } from "../config.ts";

/** A running server, asked as its admin. */
export interface AskedServer {
  /** Address without a slash at the end. */
  base: string;
  /** The JSON answer; a body makes it a POST. @throws PipewrightError with the server's own words, UpstreamError */
  ask(path: string, options?: { method?: string; body?: object }): Promise<unknown>;
}

/** The server at `url`, else the one of this configuration on this machine. @throws PipewrightError */
export async function findServer(url: string | undefined, config: Config): Promise<AskedServer> {
  const { token } = await loadAdminToken(config.dataDir, config.adminToken);
  const base = (url ?? localUrl(config)).replace(/\/+$/, "");
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return {
    base,
    ask: (path, { method, body } = {}) =>
      ask(base + path, {
        headers,
        method: method ?? (body === undefined ? "GET" : "POST"),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}

function localUrl({ host, port }: Pick<Config, "host" | "port">): string {
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const name = isEverywhere ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

async function ask(url: string, request: RequestInit): Promise<unknown> {
  const response = await fetch(url, request).catch((cause: unknown) => {
    throw new UpstreamError("unreachable", `No server answers at ${url}. Start one with: npm start`, {
      cause,
      retryable: true,
    });
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  const problem = Problem.safeParse(answer);
  throw new PipewrightError(
    "refused",
    response.status,
    problem.success ? problem.data.detail : `The server answered ${response.status}.`,
  );
}
