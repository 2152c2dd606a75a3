import type { Server } from "node:http";
import type { LiveEvent } from "@pipewright/contract/live";
import type { mongo } from "mongoose";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import type { Access } from "../access/access.ts";
import { acceptUpgrades } from "./accept-upgrades.ts";
import { type LiveClient, serveLiveClient, toFrame } from "./live-client.ts";
import { type LiveRetention, openMessageJournal, type StoredMessage } from "./message-journal.ts";
import { watchJournal } from "./watch-journal.ts";

/** Sends what happens to every console that is connected, and to those that come back what they missed. */
export interface LiveHub {
  /** Returns at once. The event is numbered and stored within about 20 ms and sent right after that. */
  publish(event: LiveEvent): void;
  /** Answers WebSocket upgrades of this server; more than one server may be attached. */
  attach(server: Server, access: Pick<Access, "authorizeUpgrade">): void;
  /** The newest number that was sent. */
  lastSeq(): number;
  /** Lets no console in any more and says goodbye to all; what is published from now on is stored for their return. */
  disconnect(): Promise<void>;
  /** Disconnects, stores what waits, and stops. */
  close(): Promise<void>;
}

export interface LiveHubOptions {
  db: mongo.Db;
  log: Logger;
  /** Unique for every start of every process on the database. */
  instanceId: string;
  /** Whether other processes use the same database. */
  shared: boolean;
  retention?: LiveRetention;
  /** A console with more bytes than this waiting is let go, and may come back. */
  slowBytes?: number;
  pingIntervalMs?: number;
}

const DEFAULT_RETENTION: LiveRetention = { maxMessages: 50_000, maxAgeSeconds: 24 * 3600 };
const DEFAULT_SLOW_BYTES = 1024 * 1024;
const DEFAULT_PING_INTERVAL_MS = 30_000;
const GOING_AWAY = 1001;
const GOODBYE_MS = 1000;

export async function createLiveHub(options: LiveHubOptions): Promise<LiveHub> {
  const { log, slowBytes = DEFAULT_SLOW_BYTES } = options;
  const clients = new Map<WebSocket, LiveClient>();
  const answering = new Set<WebSocket>();
  const detach: (() => void)[] = [];
  const stop = new AbortController();

  const journal = await openMessageJournal({
    ...options,
    retention: options.retention ?? DEFAULT_RETENTION,
    deliver(messages: readonly StoredMessage[]) {
      const frames = messages.map(toFrame);
      for (const client of clients.values()) client.offer(frames);
    },
  });
  const watching = options.shared
    ? watchJournal({ openStream: journal.openStream, log, ring: journal.catchUp, signal: stop.signal })
    : Promise.resolve();
  const pinging = setInterval(pingAll, options.pingIntervalMs ?? DEFAULT_PING_INTERVAL_MS);

  function addClient(socket: WebSocket, since: number | undefined): void {
    answering.add(socket);
    socket.on("pong", () => answering.add(socket));
    socket.on("error", (error) => log.debug({ reason: error.message }, "a live connection broke"));
    socket.on("close", () => {
      clients.delete(socket);
      answering.delete(socket);
    });
    clients.set(socket, serveLiveClient({ socket, since, journal, slowBytes }));
  }

  /** Ends the connections that did not answer the last time. */
  function pingAll(): void {
    for (const socket of clients.keys()) {
      if (!answering.delete(socket)) socket.terminate();
      else if (socket.readyState === socket.OPEN) socket.ping();
    }
  }

  async function disconnect(): Promise<void> {
    for (const stopAccepting of detach.splice(0)) stopAccepting();
    await Promise.all([...clients.keys()].map(sayGoodbye));
  }

  return {
    publish: journal.append,
    lastSeq: journal.last,
    attach(server, access) {
      detach.push(acceptUpgrades(server, { access, log, onClient: addClient }));
    },
    disconnect,
    async close() {
      await disconnect();
      clearInterval(pinging);
      stop.abort();
      await watching;
      await journal.close();
    },
  };
}

async function sayGoodbye(socket: WebSocket): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => socket.terminate(), GOODBYE_MS);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(GOING_AWAY, "the server stops");
  });
}
