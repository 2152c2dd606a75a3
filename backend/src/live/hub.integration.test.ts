import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LiveMessage, type NumberedMessage } from "@pipewright/contract/live";
import mongoose from "mongoose";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { createAccess } from "../access/access.ts";
import { type EmbeddedStore, startEmbeddedStore } from "../store/embedded/start-embedded-store.ts";
import { createLiveHub, type LiveHub, type LiveHubOptions } from "./hub.ts";

const TOKEN = "the-admin-token-of-the-tests";
const AS_ADMIN = { authorization: `Bearer ${TOKEN}` };
const log = pino({ level: "silent" });

let dataDir: string;
let store: EmbeddedStore;
let connection: mongoose.Connection;
let cleanups: (() => Promise<void>)[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "pipewright-live-"));
  store = await startEmbeddedStore({ dataDir });
  connection = await mongoose.createConnection(store.url).asPromise();
  cleanups = [];
});
afterEach(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
  await connection.close();
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

function database() {
  if (!connection.db) throw new Error("not connected");
  return connection.db;
}

let instances = 0;
async function startHub(options: Partial<LiveHubOptions> = {}): Promise<LiveHub & { url: string; server: Server }> {
  instances += 1;
  const hub = await createLiveHub({ db: database(), log, instanceId: `i${instances}`, shared: false, ...options });
  const server = createServer((_request, response) => response.end());
  hub.attach(server, createAccess({ token: TOKEN, boundHost: "127.0.0.1", allowedOrigins: [] }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(async () => {
    await hub.close();
    await new Promise((resolve) => server.close(resolve));
  });
  // A listening TCP server has such an address.
  const { port } = server.address() as AddressInfo;
  return { ...hub, server, url: `ws://127.0.0.1:${port}/api/dashboard/ws` };
}

/** Output whose text is its number in the test, so that order, gaps and repetitions show. */
const output = (text: string, incidentId = "one") =>
  ({ type: "output", incidentId, phase: "fix", offset: 0, text }) as const;
const publish = (hub: LiveHub, from: number, to: number) => {
  for (let n = from; n <= to; n++) hub.publish(output(String(n)));
};

interface Console {
  socket: WebSocket;
  hello: { seq: number; reset: boolean };
  received: NumberedMessage[];
  texts(): string[];
  seqs(): number[];
  closed: Promise<{ code: number; reason: string }>;
}

/** A real client; resolves once it was greeted. */
function connect(url: string, since?: number, headers: Record<string, string> = AS_ADMIN): Promise<Console> {
  const socket = new WebSocket(since === undefined ? url : `${url}?since=${since}`, { headers });
  const received: NumberedMessage[] = [];
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on("close", (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("message", (data) => {
      const message = LiveMessage.parse(JSON.parse(data.toString()));
      if (message.type !== "hello") received.push(message);
      else {
        const texts = () => received.map((each) => (each.type === "output" ? each.text : each.type));
        resolve({ socket, hello: message, received, texts, seqs: () => received.map(({ seq }) => seq), closed });
      }
    });
  });
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const received = (console: Console, count: number) =>
  expect.poll(() => console.received.length, { timeout: 20_000, interval: 5 }).toBe(count);

/** The status and problem that an upgrade was refused with. */
function refusal(url: string, headers: Record<string, string>): Promise<{ status: number; problem: unknown }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    socket.on("error", () => undefined);
    socket.on("open", () => reject(new Error("it was let in")));
    socket.on("unexpected-response", (_request, response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, problem: JSON.parse(body) }));
    });
  });
}

describe("a live connection", () => {
  it("is greeted and then gets every message, numbered from 1 without a gap, in order", async () => {
    const hub = await startHub();
    const console = await connect(hub.url);
    expect(console.hello).toMatchObject({ seq: 0, reset: false });
    publish(hub, 1, 2000);
    await received(console, 2000);
    expect(console.seqs()).toEqual(numbers(1, 2000));
    expect(console.texts()).toEqual(numbers(1, 2000).map(String));
    expect(hub.lastSeq()).toBe(2000);
  });

  it("gets a message soon after it was published", async () => {
    const hub = await startHub();
    const console = await connect(hub.url);
    const start = performance.now();
    publish(hub, 1, 1);
    await received(console, 1);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it("carries what was published as it was", async () => {
    const hub = await startHub();
    const console = await connect(hub.url);
    const entry = {
      n: 1,
      at: "2025-06-01T12:00:00.000Z",
      kind: "step.finished",
      message: "“é” \u0000 \n",
      data: { "a.b": null, $c: [1] },
    };
    hub.publish({ type: "timeline", incidentId: "one", entry });
    await received(console, 1);
    expect(console.received[0]).toMatchObject({ seq: 1, type: "timeline", incidentId: "one", entry });
  });

  it("is let in by the session cookie of a page of ours, and by nothing less", async () => {
    const hub = await startHub();
    const access = createAccess({ token: TOKEN, boundHost: "127.0.0.1", allowedOrigins: [] });
    const page = { method: "POST", headers: { host: "127.0.0.1" }, address: "127.0.0.1", https: false };
    const cookie = (await access.signIn(TOKEN, page)).split(";")[0] ?? "";
    const origin = hub.url.replace("ws:", "http:").replace("/api/dashboard/ws", "");
    await connect(hub.url, undefined, { cookie, origin });

    expect(await refusal(hub.url, {})).toMatchObject({ status: 401, problem: { code: "unauthorized" } });
    expect(await refusal(hub.url, { cookie: `${cookie}x`, origin })).toMatchObject({ status: 401 });
    expect(await refusal(hub.url, { cookie })).toMatchObject({ status: 403, problem: { code: "forbidden" } });
    expect(await refusal(hub.url, { cookie, origin: "http://evil.example" })).toMatchObject({ status: 403 });
    expect(await refusal(hub.url, { ...AS_ADMIN, origin: "http://evil.example" })).toMatchObject({ status: 403 });
    expect(await refusal(hub.url, { ...AS_ADMIN, host: "evil.example" })).toMatchObject({ status: 403 });
    expect(await refusal(`${hub.url}?token=${TOKEN}`, {})).toMatchObject({ status: 401 });
    expect(await refusal(`${hub.url}?since=x`, AS_ADMIN)).toMatchObject({ status: 400 });
    expect(await refusal(`${hub.url}/other`, AS_ADMIN)).toMatchObject({ status: 404 });
  });

  it("ends when its client does not answer any more", async () => {
    const hub = await startHub({ pingIntervalMs: 50 });
    const alive = await connect(hub.url);
    const dead = await connect(hub.url);
    dead.socket.pause();
    await expect.poll(() => connectionsOf(hub.server)).toBe(1);
    expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  });

  it("ends when its client sends what no console sends", async () => {
    const hub = await startHub();
    const console = await connect(hub.url);
    console.socket.send("x".repeat(100_000));
    expect(await console.closed).toMatchObject({ code: 1009 });
  });

  it("is told when the server stops", async () => {
    const hub = await startHub();
    const console = await connect(hub.url);
    await hub.disconnect();
    expect(await console.closed).toEqual({ code: 1001, reason: "the server stops" });
    expect(await connectionsOf(hub.server)).toBe(0);
  });
});

describe("a client that comes back", () => {
  it("gets what it missed and then goes on live, without a gap or repetition at the seam", async () => {
    const hub = await startHub();
    publish(hub, 1, 1000);
    const all = await Promise.all(
      [0, 1, 300, 999].map(async (since) => {
        await expect.poll(() => hub.lastSeq()).toBeGreaterThan(since);
        return { since, console: await connect(hub.url, since) };
      }),
    );
    // Goes on being published while they replay.
    for (let n = 1001; n <= 3000; n += 10) {
      publish(hub, n, n + 9);
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const { since, console } of all) {
      expect(console.hello.reset, `since ${since}`).toBe(false);
      await received(console, 3000 - since);
      expect(console.seqs()).toEqual(numbers(since + 1, 3000));
      expect(console.texts()).toEqual(numbers(since + 1, 3000).map(String));
    }
  });

  it("misses nothing across a restart, and the numbers go on", async () => {
    const first = await startHub();
    publish(first, 1, 50);
    await first.close();
    const second = await startHub();
    expect(second.lastSeq()).toBe(50);
    const console = await connect(second.url, 20);
    expect(console.hello).toMatchObject({ seq: 50, reset: false });
    publish(second, 51, 60);
    await received(console, 40);
    expect(console.texts()).toEqual(numbers(21, 60).map(String));
  });

  it("gets the same numbers even when every message has expired", async () => {
    const first = await startHub();
    publish(first, 1, 50);
    await first.close();
    await database().collection("liveMessages").deleteMany({});
    const second = await startHub();
    expect(second.lastSeq()).toBe(50);
    expect((await connect(second.url, 50)).hello).toMatchObject({ seq: 50, reset: false });
    expect((await connect(second.url, 49)).hello).toMatchObject({ seq: 50, reset: true });
    const console = await connect(second.url);
    publish(second, 51, 51);
    await received(console, 1);
    expect(console.seqs()).toEqual([51]);
  });

  it("is told to load afresh when what it missed is gone, or when it knows more than there is", async () => {
    const hub = await startHub({ retention: { maxMessages: 100, maxAgeSeconds: 3600 } });
    publish(hub, 1, 3000);
    await expect.poll(() => hub.lastSeq(), { timeout: 20_000 }).toBe(3000);
    const kept = await database().collection("liveMessages").countDocuments();
    expect(kept).toBeLessThanOrEqual(1600);
    for (const since of [0, 10, 3001, 9_000_000]) {
      const console = await connect(hub.url, since);
      expect(console.hello, `since ${since}`).toMatchObject({ seq: hub.lastSeq(), reset: true });
    }
    const console = await connect(hub.url, 10);
    publish(hub, 3001, 3001);
    await received(console, 1);
    expect(console.texts()).toEqual(["3001"]);
  });

  it("gets each message once although the store broke and nobody knows what it took", async () => {
    const hub = await startHub();
    const console = await connect(hub.url, 0);
    const insertMany = mongoose.mongo.Collection.prototype.insertMany;
    const broken = vi.spyOn(mongoose.mongo.Collection.prototype, "insertMany");
    for (const share of [0, 0.5, 1]) {
      broken.mockImplementationOnce(async function (this: mongoose.mongo.Collection, documents, options) {
        const taken = documents.slice(0, share * documents.length);
        if (taken.length > 0) await insertMany.call(this, taken, options);
        throw new Error("connection reset");
      });
    }
    publish(hub, 1, 20);
    await received(console, 20);
    broken.mockRestore();
    expect(console.seqs()).toEqual(numbers(1, 20));
    expect(console.texts()).toEqual(numbers(1, 20).map(String));
  });

  it("finds the age of messages changed without complaint", async () => {
    await (await startHub({ retention: { maxMessages: 100, maxAgeSeconds: 3600 } })).close();
    await startHub({ retention: { maxMessages: 100, maxAgeSeconds: 60 } });
    const indexes = await database().collection("liveMessages").indexes();
    expect(indexes.find(({ name }) => name === "expiry")).toMatchObject({ key: { at: 1 }, expireAfterSeconds: 60 });
  });
});

describe("a slow client", () => {
  it("is let go, holds up nobody, and comes back for the rest", async () => {
    const hub = await startHub({ slowBytes: 256 * 1024 });
    const slow = await connect(hub.url);
    const quick = await connect(hub.url);
    slow.socket.pause();
    const chunk = "x".repeat(20_000);
    const total = 800;
    for (let n = 1; n <= total; n++) {
      hub.publish(output(`${n}:${chunk}`));
      if (n % 10 === 0) await expect.poll(() => hub.lastSeq(), { interval: 5, timeout: 20_000 }).toBe(n);
    }
    await received(quick, total);
    slow.socket.resume();
    expect(await slow.closed).toEqual({ code: 4008, reason: "slow" });
    expect(slow.received.length).toBeLessThan(total);
    const back = await connect(hub.url, slow.received.length);
    expect(back.hello.reset).toBe(false);
    await received(back, total - slow.received.length);
    expect([...slow.seqs(), ...back.seqs()]).toEqual(numbers(1, total));
  });
});

describe("two processes over one store", () => {
  it("send every message of both to every console, in one order, each once", async () => {
    const [one, two] = await Promise.all([startHub({ shared: true }), startHub({ shared: true })]);
    const [atOne, atTwo] = [await connect(one.url), await connect(two.url)];
    for (let n = 1; n <= 200; n++) {
      one.publish(output(`one ${n}`));
      two.publish(output(`two ${n}`));
      if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all([received(atOne, 400), received(atTwo, 400)]);
    expect(atOne.seqs()).toEqual(numbers(1, 400));
    expect(atTwo.received).toEqual(atOne.received);
    for (const who of ["one", "two"]) {
      const own = atOne.texts().filter((text) => text.startsWith(who));
      expect(own).toEqual(numbers(1, 200).map((n) => `${who} ${n}`));
    }
  });

  it("let a console go on at the one where it left the other", async () => {
    const [one, two] = await Promise.all([startHub({ shared: true }), startHub({ shared: true })]);
    const atOne = await connect(one.url);
    publish(one, 1, 30);
    await received(atOne, 30);
    // The other process may not have heard of all this yet.
    const atTwo = await connect(two.url, 25);
    expect(atTwo.hello.reset).toBe(false);
    publish(two, 31, 40);
    await received(atTwo, 15);
    expect(atTwo.texts()).toEqual(numbers(26, 40).map(String));
  });

  it("go on without a gap when one of them is gone", async () => {
    const [one, two] = await Promise.all([startHub({ shared: true }), startHub({ shared: true })]);
    const console = await connect(two.url);
    publish(one, 1, 100);
    await one.close();
    publish(two, 101, 200);
    await received(console, 200);
    expect(console.seqs()).toEqual(numbers(1, 200));
  });
});

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );
}
