import { describe, expect, it } from "vitest";
import { liveAddress, receive, reconnectDelayMs } from "./live-protocol.ts";

const AT = "2026-03-01T10:00:00.000Z";

function output(seq: number): string {
  return JSON.stringify({ type: "output", seq, at: AT, incidentId: "i1", phase: "before", offset: 0, text: "x" });
}

function hello(seq: number, reset = false): string {
  return JSON.stringify({ type: "hello", seq, reset });
}

describe("the address of the live connection", () => {
  it("is on the page's own host and asks for what came after the last number", () => {
    expect(liveAddress({ protocol: "http:", host: "127.0.0.1:8000" }, { lastSeq: null })).toBe(
      "ws://127.0.0.1:8000/api/dashboard/ws",
    );
    expect(liveAddress({ protocol: "https:", host: "ci.example" }, { lastSeq: 0 })).toBe(
      "wss://ci.example/api/dashboard/ws?since=0",
    );
  });
});

describe("receiving", () => {
  it("loads afresh on the first greeting and goes on from its number", () => {
    expect(receive({ lastSeq: null }, hello(7))).toEqual({ kind: "reset", position: { lastSeq: 7 } });
  });

  it("keeps its place when it comes back to a server that kept everything", () => {
    expect(receive({ lastSeq: 7 }, hello(9))).toEqual({ kind: "nothing", position: { lastSeq: 7 } });
  });

  it("loads afresh when the server says so, or counts from the start again", () => {
    expect(receive({ lastSeq: 7 }, hello(90, true))).toEqual({ kind: "reset", position: { lastSeq: 90 } });
    expect(receive({ lastSeq: 7 }, hello(2))).toEqual({ kind: "reset", position: { lastSeq: 2 } });
  });

  it("takes the next message and drops one it has seen", () => {
    expect(receive({ lastSeq: 7 }, output(8))).toMatchObject({ kind: "message", position: { lastSeq: 8 } });
    expect(receive({ lastSeq: 7 }, output(7))).toEqual({ kind: "nothing", position: { lastSeq: 7 } });
  });

  it("loads afresh after a gap, and still hands on the message", () => {
    expect(receive({ lastSeq: 7 }, output(9))).toMatchObject({
      kind: "reset",
      position: { lastSeq: 9 },
      message: { seq: 9 },
    });
  });

  it("loads afresh on a frame that it cannot read", () => {
    expect(receive({ lastSeq: 7 }, "not json").kind).toBe("reset");
    expect(receive({ lastSeq: 7 }, '{"type":"else"}').kind).toBe("reset");
    expect(receive({ lastSeq: 7 }, new ArrayBuffer(1)).kind).toBe("reset");
  });
});

describe("the wait before connecting again", () => {
  it("doubles from half a second to a quarter of a minute, half of it by chance", () => {
    expect(reconnectDelayMs(0, 0)).toBe(250);
    expect(reconnectDelayMs(0, 1)).toBe(500);
    expect(reconnectDelayMs(3, 1)).toBe(4000);
    expect(reconnectDelayMs(40, 1)).toBe(15_000);
  });
});
