import { describe, expect, it } from "vitest";
import { encodeDocument } from "../bson/encode-document.ts";
import { encodeMsg, encodeReply, parseMessage } from "./message.ts";
import { MessageSplitter } from "./split-messages.ts";

const OP_QUERY = 2004;
const OP_MSG = 2013;
const ping = encodeDocument({ ping: 1, $db: "admin" });

function message(operation: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + body.length, 0);
  header.writeInt32LE(77, 4);
  header.writeInt32LE(operation, 12);
  return Buffer.concat([header, body]);
}

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

describe("parseMessage", () => {
  it("reads an OP_MSG with a body", () => {
    const request = parseMessage(message(OP_MSG, uint32(0), Buffer.from([0]), ping));
    expect(request).toMatchObject({ id: 77, legacy: false, wantsReply: true });
    expect([...request.body.keys()]).toEqual(["ping", "$db"]);
  });

  it("reads document sequences, skips a checksum and knows when no reply is wanted", () => {
    const document = encodeDocument({ a: 1 });
    const name = Buffer.from("documents\0");
    const section = Buffer.concat([uint32(4 + name.length + 2 * document.length), name, document, document]);
    const request = parseMessage(
      message(OP_MSG, uint32(3), Buffer.from([1]), section, Buffer.from([0]), ping, uint32(0xdeadbeef)),
    );
    expect(request.wantsReply).toBe(false);
    expect(request.sequences.get("documents")).toEqual([document, document]);
  });

  it("reads the old OP_QUERY", () => {
    const request = parseMessage(
      message(OP_QUERY, uint32(0), Buffer.from("admin.$cmd\0"), uint32(0), uint32(1), encodeDocument({ isMaster: 1 })),
    );
    expect(request).toMatchObject({ legacy: true, database: "admin", wantsReply: true });
  });

  it.each([
    ["an unknown operation", message(2002, uint32(0))],
    ["an unknown required flag", message(OP_MSG, uint32(4), Buffer.from([0]), ping)],
    ["a section beyond the end", message(OP_MSG, uint32(0), Buffer.from([0]), uint32(10_000))],
    ["a message without a body", message(OP_MSG, uint32(0))],
    ["broken BSON", message(OP_MSG, uint32(0), Buffer.from([0]), Buffer.from([9, 0, 0, 0, 2, 97, 0, 1, 0]))],
  ])("refuses %s", (_what, bytes) => {
    expect(() => parseMessage(bytes)).toThrow();
  });
});

describe("encodeMsg and encodeReply", () => {
  it("say their length and what they answer", () => {
    for (const bytes of [encodeMsg(1, 77, ping), encodeReply(1, 77, ping)]) {
      expect(bytes.readInt32LE(0)).toBe(bytes.length);
      expect(bytes.readInt32LE(8)).toBe(77);
    }
  });
});

describe("MessageSplitter", () => {
  it("finds messages however they are cut", () => {
    const messages = [
      encodeMsg(1, 0, ping),
      encodeMsg(2, 0, encodeDocument({ a: "x".repeat(300) })),
      encodeMsg(3, 0, ping),
    ];
    const stream = Buffer.concat(messages);
    for (const size of [1, 3, 17, 100, stream.length]) {
      const splitter = new MessageSplitter();
      const found: Buffer[] = [];
      for (let at = 0; at < stream.length; at += size) found.push(...splitter.push(stream.subarray(at, at + size)));
      expect(found).toEqual(messages);
    }
  });

  it("refuses impossible lengths", () => {
    expect(() => new MessageSplitter().push(Buffer.alloc(16))).toThrow("out of bounds");
  });
});
