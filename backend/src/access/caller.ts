import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";

/** What access control looks at in a request, whether it came through express or as a WebSocket upgrade. */
export interface Caller {
  method: string;
  headers: IncomingHttpHeaders;
  /** Address that wrong tokens are counted against. */
  address: string;
  /** Whether the caller's side of the connection is encrypted, as far as we or the proxy before us can tell. */
  https: boolean;
}

/** `address`: the caller's, when a trusted proxy names it. */
export function callerOf(request: IncomingMessage, address?: string): Caller {
  return {
    method: request.method ?? "GET",
    headers: request.headers,
    address: address ?? request.socket.remoteAddress ?? "unknown",
    https: request.socket instanceof TLSSocket || request.headers["x-forwarded-proto"] === "https",
  };
}
