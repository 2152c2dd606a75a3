import { once } from "node:events";
import { createServer } from "node:http";
import { UnauthorizedError } from "@pipewright/contract/errors";
import pino from "pino";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { acceptUpgrades } from "./accept-upgrades.ts";

const RECHECK_MS = 20;

describe("a live connection", () => {
  it("ends when whoever opened it is no longer let in", async () => {
    let isLetIn = true;
    const server = createServer();
    const stop = acceptUpgrades(server, {
      access: {
        authorizeUpgrade: async () => {
          if (!isLetIn) throw new UnauthorizedError("revoked");
          return { by: "alice", via: "cookie", role: "approver" };
        },
      },
      log: pino({ level: "silent" }),
      onClient: () => {},
      recheckMs: RECHECK_MS,
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const socket = new WebSocket(`ws://127.0.0.1:${address.port}/api/dashboard/ws`);
    await once(socket, "open");
    isLetIn = false;
    const [code] = await once(socket, "close");
    expect(code).toBe(4401);
    stop();
    server.close();
  });
});
