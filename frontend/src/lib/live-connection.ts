import type { NumberedMessage } from "@pipewright/contract/live";
import { type LivePosition, liveAddress, receive, reconnectDelayMs } from "./live-protocol.ts";

export type LiveStatus =
  | { kind: "connecting" }
  | { kind: "connected" }
  /** `since` is when the connection was lost, in ms since the epoch. */
  | { kind: "reconnecting"; since: number }
  /** As above, and the browser says that there is no network at all. */
  | { kind: "offline"; since: number };

export interface LiveHandlers {
  /** Messages in order: a single one at once, a burst gathered over a few milliseconds so that it is one drawing of the page. */
  onMessages(messages: NumberedMessage[]): void;
  /** Something may have been missed: load everything afresh. */
  onReset(): void;
  onStatus(status: LiveStatus): void;
}

/** What the connection takes from the browser; the tests hand in their own. */
export interface LiveSurroundings {
  page: { protocol: string; host: string };
  open(address: string): LiveSocket;
  now(): number;
  random(): number;
  isOnline(): boolean;
}

export type LiveSocket = Pick<WebSocket, "close" | "onopen" | "onmessage" | "onclose">;

const GATHER_MS = 25;
/** A connection that lasted this long starts the waits from the shortest again. */
const STEADY_MS = 5_000;

/** Holds a live connection until `close`: reconnects with growing waits and misses no message. */
export class LiveConnection {
  readonly #around: LiveSurroundings;
  readonly #handlers: LiveHandlers;
  #position: LivePosition = { lastSeq: null };
  #socket: LiveSocket | undefined;
  #gathered: NumberedMessage[] = [];
  #gatherTimer: ReturnType<typeof setTimeout> | undefined;
  #handedOutAt = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #openedAt = 0;
  #lostAt: number | undefined;

  constructor(handlers: LiveHandlers, around: LiveSurroundings) {
    this.#handlers = handlers;
    this.#around = around;
    this.#connect();
  }

  /** Tries at once instead of at the end of the wait, e.g. because the network came back. */
  retryNow(): void {
    if (this.#retryTimer === undefined) return;
    clearTimeout(this.#retryTimer);
    this.#connect();
  }

  /** Connects anew: the network went, and a socket may not notice for minutes. A server that is still in reach answers at once. */
  renew(): void {
    if (!this.#socket) return;
    this.#leaveSocket();
    this.#connect();
  }

  close(): void {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#gatherTimer);
    this.#retryTimer = undefined;
    this.#leaveSocket();
  }

  #leaveSocket(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #connect(): void {
    this.#retryTimer = undefined;
    const socket = this.#around.open(liveAddress(this.#around.page, this.#position));
    this.#socket = socket;
    socket.onopen = () => {
      this.#openedAt = this.#around.now();
      this.#lostAt = undefined;
      this.#handlers.onStatus({ kind: "connected" });
    };
    socket.onmessage = (event) => this.#take(event.data);
    socket.onclose = () => this.#lost();
  }

  #take(frame: unknown): void {
    const received = receive(this.#position, frame);
    this.#position = received.position;
    if (received.kind === "reset") this.#handlers.onReset();
    if (received.kind === "nothing" || !received.message) return;
    this.#gathered.push(received.message);
    const rest = this.#handedOutAt + GATHER_MS - this.#around.now();
    this.#gatherTimer ??= setTimeout(() => this.#handOut(), Math.min(GATHER_MS, Math.max(0, rest)));
  }

  #handOut(): void {
    this.#gatherTimer = undefined;
    this.#handedOutAt = this.#around.now();
    const messages = this.#gathered;
    this.#gathered = [];
    this.#handlers.onMessages(messages);
  }

  #lost(): void {
    const now = this.#around.now();
    if (this.#openedAt > 0 && now - this.#openedAt >= STEADY_MS) this.#attempt = 0;
    this.#openedAt = 0;
    this.#socket = undefined;
    this.#lostAt ??= now;
    const kind = this.#around.isOnline() ? "reconnecting" : "offline";
    this.#handlers.onStatus({ kind, since: this.#lostAt });
    const delay = reconnectDelayMs(this.#attempt, this.#around.random());
    this.#attempt += 1;
    this.#retryTimer = setTimeout(() => this.#connect(), delay);
  }
}
