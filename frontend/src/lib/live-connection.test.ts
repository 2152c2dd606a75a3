import type { NumberedMessage } from "@pipewright/contract/live";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveConnection, type LiveSocket, type LiveStatus } from "./live-connection.ts";

/** The server's end of a socket that the page has opened. */
class ScriptedSocket implements LiveSocket {
  onopen: LiveSocket["onopen"] = null;
  onmessage: LiveSocket["onmessage"] = null;
  onclose: LiveSocket["onclose"] = null;
  readonly address: string;
  closedByPage = false;

  constructor(address: string) {
    this.address = address;
  }

  close(): void {
    this.closedByPage = true;
  }

  accept(): void {
    this.onopen?.call(asWebSocket(this), new Event("open"));
  }

  say(message: object): void {
    this.onmessage?.call(asWebSocket(this), new MessageEvent("message", { data: JSON.stringify(message) }));
  }

  drop(): void {
    this.onclose?.call(asWebSocket(this), new Event("close") as CloseEvent);
  }
}

function asWebSocket(socket: ScriptedSocket): WebSocket {
  return socket as unknown as WebSocket;
}

function timelineMessage(seq: number) {
  const at = "2026-03-01T10:00:00.000Z";
  return { type: "timeline", seq, at, incidentId: "i1", entry: { n: seq, at, kind: "note", message: "m" } };
}

function start() {
  const sockets: ScriptedSocket[] = [];
  const batches: NumberedMessage[][] = [];
  const statuses: LiveStatus[] = [];
  const surroundings = { online: true, resets: 0 };
  const connection = new LiveConnection(
    {
      onMessages: (messages) => batches.push(messages),
      onReset: () => {
        surroundings.resets += 1;
      },
      onStatus: (status) => statuses.push(status),
    },
    {
      page: { protocol: "http:", host: "localhost:8000" },
      open: (address) => {
        const socket = new ScriptedSocket(address);
        sockets.push(socket);
        return socket;
      },
      now: () => Date.now(),
      random: () => 1,
      isOnline: () => surroundings.online,
    },
  );
  const newest = () => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  };
  return { connection, sockets, batches, statuses, surroundings, newest };
}

describe("the live connection", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it("hands out a burst of messages as one", () => {
    const live = start();
    live.newest().accept();
    live.newest().say({ type: "hello", seq: 4, reset: false });
    live.newest().say(timelineMessage(5));
    live.newest().say(timelineMessage(6));
    vi.advanceTimersByTime(100);
    expect(live.batches.map((batch) => batch.map((message) => message.seq))).toEqual([[5, 6]]);
  });

  it("hands out a message that comes alone at once, and gathers those that follow it closely", () => {
    const live = start();
    live.newest().accept();
    live.newest().say({ type: "hello", seq: 4, reset: false });
    const seqs = () => live.batches.map((batch) => batch.map((message) => message.seq));
    live.newest().say(timelineMessage(5));
    vi.advanceTimersByTime(0);
    expect(seqs()).toEqual([[5]]);
    live.newest().say(timelineMessage(6));
    vi.advanceTimersByTime(20);
    live.newest().say(timelineMessage(7));
    expect(seqs()).toEqual([[5]]);
    vi.advanceTimersByTime(5);
    expect(seqs()).toEqual([[5], [6, 7]]);
  });

  it("comes back after a loss and asks for what it missed", () => {
    const live = start();
    live.newest().accept();
    live.newest().say({ type: "hello", seq: 4, reset: false });
    live.newest().say(timelineMessage(5));
    live.newest().drop();
    expect(live.statuses.at(-1)).toEqual({ kind: "reconnecting", since: 1_000_000 });

    vi.advanceTimersByTime(500);
    expect(live.sockets).toHaveLength(2);
    expect(live.newest().address).toBe("ws://localhost:8000/api/dashboard/ws?since=5");
    live.newest().accept();
    live.newest().say({ type: "hello", seq: 6, reset: false });
    live.newest().say(timelineMessage(6));
    vi.advanceTimersByTime(100);
    expect(live.statuses.at(-1)).toEqual({ kind: "connected" });
    expect(live.batches.flat().map((message) => message.seq)).toEqual([5, 6]);
    expect(live.surroundings.resets).toBe(1);
  });

  it("waits longer after each try that failed, and remembers since when", () => {
    const live = start();
    live.newest().drop();
    vi.advanceTimersByTime(500);
    live.newest().drop();
    vi.advanceTimersByTime(999);
    expect(live.sockets).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(live.sockets).toHaveLength(3);
    live.newest().drop();
    expect(live.statuses.at(-1)).toEqual({ kind: "reconnecting", since: 1_000_000 });
  });

  it("says that the browser is offline, and tries at once when it is told to", () => {
    const live = start();
    live.surroundings.online = false;
    live.newest().drop();
    expect(live.statuses.at(-1)).toMatchObject({ kind: "offline" });
    live.connection.retryNow();
    expect(live.sockets).toHaveLength(2);
    vi.advanceTimersByTime(60_000);
    expect(live.sockets).toHaveLength(2);
  });

  it("connects anew, from the last number, when the network goes and the socket does not notice", () => {
    const live = start();
    live.newest().accept();
    live.newest().say({ type: "hello", seq: 4, reset: false });
    live.connection.renew();
    expect(live.sockets[0]?.closedByPage).toBe(true);
    expect(live.sockets).toHaveLength(2);
    expect(live.newest().address).toContain("?since=4");
    live.sockets[0]?.drop();
    vi.advanceTimersByTime(60_000);
    expect(live.sockets).toHaveLength(2);
  });

  it("asks for a fresh load when the server no longer keeps what was missed", () => {
    const live = start();
    live.newest().say({ type: "hello", seq: 4, reset: false });
    live.newest().drop();
    vi.advanceTimersByTime(500);
    live.newest().say({ type: "hello", seq: 900, reset: true });
    expect(live.surroundings.resets).toBe(2);
  });

  it("stays silent once it is closed", () => {
    const live = start();
    const socket = live.newest();
    live.connection.close();
    expect(socket.closedByPage).toBe(true);
    socket.drop();
    vi.advanceTimersByTime(60_000);
    expect(live.sockets).toHaveLength(1);
  });
});
