import type { Socket } from "node:net";
import { encodeDocument } from "../bson/encode-document.ts";
import { isDocument } from "../bson/values.ts";
import type { Command, CommandContext } from "../commands/command.ts";
import { runCommand } from "../commands/run-command.ts";
import { toCommandError } from "../errors.ts";
import { encodeMsg, encodeReply, parseMessage, type Request } from "./message.ts";
import { MessageSplitter } from "./split-messages.ts";

/** Answers the commands of one connection, in their order. */
export function serveConnection(socket: Socket, context: CommandContext): void {
  const splitter = new MessageSplitter();
  let last: Promise<void> = Promise.resolve();
  let nextId = 1;
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    try {
      for (const message of splitter.push(chunk)) {
        last = last.then(() => answer(message));
      }
    } catch {
      socket.destroy();
    }
  });

  async function answer(message: Buffer): Promise<void> {
    if (socket.destroyed) return;
    let request: Request;
    try {
      request = parseMessage(message);
    } catch (error) {
      const id = message.readInt32LE(4);
      socket.write(encodeMsg(nextId++, id, errorReply(error)));
      return;
    }
    const reply = await replyTo(request);
    if (!request.wantsReply || socket.destroyed) return;
    const encode = request.legacy ? encodeReply : encodeMsg;
    const sent = socket.write(encode(nextId++, request.id, reply));
    if (!sent) await drained(socket);
  }

  async function replyTo(request: Request): Promise<Buffer> {
    try {
      context.store.environment.root.resetReadTxn();
      const reply = await runCommand(toCommand(request), context);
      return Buffer.isBuffer(reply) ? reply : encodeDocument(reply);
    } catch (error) {
      return errorReply(error);
    }
  }
}

function toCommand(request: Request): Command {
  const inner = request.legacy ? (request.body.get("$query") ?? request.body) : request.body;
  const body = isDocument(inner) ? inner : request.body;
  const [name = ""] = body.keys();
  const database = request.database ?? body.get("$db");
  return { name, database: typeof database === "string" ? database : "admin", body, sequences: request.sequences };
}

function errorReply(error: unknown): Buffer {
  const { code, codeName, message, details } = toCommandError(error);
  return encodeDocument({ ok: 0, errmsg: message, code, codeName, ...details });
}

/** Resolves when a slow client has read on, or is gone. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off("drain", done);
      socket.off("close", done);
      resolve();
    };
    socket.on("drain", done);
    socket.on("close", done);
  });
}
