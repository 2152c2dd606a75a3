import { type IncomingMessage, type Server, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import {
  BadRequestError,
  errorMessage,
  NotFoundError,
  PipewrightError,
  UnauthorizedError,
} from "@pipewright/contract/errors";
import type { Problem } from "@pipewright/contract/problem";
import type { Logger } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import type { Access } from "../access/access.ts";
import { callerOf } from "../access/caller.ts";

export interface UpgradeOptions {
  access: Pick<Access, "authorizeUpgrade">;
  /** How often it is asked whether who is connected still may be. ms. */
  recheckMs?: number;
  log: Logger;
  /** Called with each connection that was let in. `since`: the last number its client has seen. */
  onClient(socket: WebSocket, since: number | undefined): void;
}

export const LIVE_PATH = "/api/dashboard/ws";
/** Consoles have nothing to say; what they send is dropped. */
const INCOMING_MAX_BYTES = 1024;
const DEFAULT_RECHECK_MS = 30_000;
/** A code for applications: https://www.rfc-editor.org/rfc/rfc6455#section-7.4.2 */
const SIGNED_OUT = 4401;

/** Answers a server's WebSocket upgrades on the live path and refuses all others. Returns how to stop. */
export function acceptUpgrades(
  server: Server,
  { access, log, onClient, recheckMs = DEFAULT_RECHECK_MS }: UpgradeOptions,
): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: INCOMING_MAX_BYTES, perMessageDeflate: false });

  async function upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): Promise<void> {
    try {
      const since = parseTarget(request);
      await access.authorizeUpgrade(callerOf(request));
      if (connection.destroyed) return;
      sockets.handleUpgrade(request, connection, head, (socket) => {
        const recheck = setInterval(() => {
          access.authorizeUpgrade(callerOf(request)).catch((error: unknown) => {
            if (error instanceof UnauthorizedError) socket.close(SIGNED_OUT, "signed out");
          });
        }, recheckMs);
        socket.once("close", () => clearInterval(recheck));
        onClient(socket, since);
      });
    } catch (error) {
      if (!(error instanceof PipewrightError)) log.error({ err: error }, "a WebSocket upgrade failed");
      refuse(connection, error);
    }
  }

  const listener = (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    // A peer that goes away meanwhile is no event worth a word.
    connection.on("error", () => connection.destroy());
    void upgrade(request, connection, head);
  };
  server.on("upgrade", listener);
  return () => {
    server.off("upgrade", listener);
    sockets.close();
  };
}

/** The number in `?since=N`. @throws NotFoundError for another path, BadRequestError for another value */
function parseTarget(request: IncomingMessage): number | undefined {
  if (!URL.canParse(request.url ?? "/", "http://localhost")) throw new BadRequestError("The address cannot be read.");
  const target = new URL(request.url ?? "/", "http://localhost");
  if (target.pathname !== LIVE_PATH) throw new NotFoundError(`Live updates are at ${LIVE_PATH}.`);
  const since = target.searchParams.get("since");
  if (since === null) return undefined;
  if (!/^\d{1,15}$/.test(since)) throw new BadRequestError("`since` must be the last number that was seen.");
  return Number(since);
}

function refuse(connection: Duplex, error: unknown): void {
  const { status, code, message } =
    error instanceof PipewrightError
      ? error
      : { status: 500, code: "internal", message: `Something went wrong here: ${errorMessage(error)}` };
  const title = STATUS_CODES[status] ?? "Error";
  const body = JSON.stringify({ type: "about:blank", title, status, code, detail: message } satisfies Problem);
  connection.once("finish", () => connection.destroy());
  connection.end(
    [
      `HTTP/1.1 ${status} ${title}`,
      "Connection: close",
      "Cache-Control: no-store",
      "Content-Type: application/problem+json; charset=utf-8",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "",
      body,
    ].join("\r\n"),
  );
}
