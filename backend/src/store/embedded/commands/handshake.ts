import { MAX_DOCUMENT_BYTES } from "../storage/write-records.ts";
import { MAX_MESSAGE_BYTES } from "../wire/message.ts";
import type { Command, CommandContext, Reply } from "./command.ts";
import { MAX_WRITE_BATCH } from "./insert.ts";
import { MAX_WIRE_VERSION, SERVER_VERSION, SERVER_VERSION_ARRAY } from "./server-version.ts";

const SESSION_TIMEOUT_MINUTES = 30;

/** `hello` and the legacy `isMaster`: a standalone server. */
export function hello(command: Command, context: CommandContext): Reply {
  const role = command.name === "hello" ? { isWritablePrimary: true } : { ismaster: true };
  return {
    helloOk: true,
    ...role,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: MAX_WRITE_BATCH,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: SESSION_TIMEOUT_MINUTES,
    connectionId: context.connectionId,
    minWireVersion: 0,
    maxWireVersion: MAX_WIRE_VERSION,
    readOnly: false,
    ok: 1,
  };
}

export function buildInfo(): Reply {
  return {
    version: SERVER_VERSION,
    gitVersion: "embedded",
    modules: [],
    allocator: "system",
    javascriptEngine: "none",
    versionArray: SERVER_VERSION_ARRAY,
    bits: 64,
    debug: false,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    storageEngines: ["lmdb"],
    ok: 1,
  };
}
