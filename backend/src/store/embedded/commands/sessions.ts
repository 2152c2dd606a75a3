import { randomUUID } from "node:crypto";
import { Binary, UUID } from "bson";
import { isArray, isDocument } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import type { Command, CommandContext, Reply } from "./command.ts";

/** `endSessions` and `killSessions`: close the cursors of those sessions. */
export function endSessions(command: Command, context: CommandContext): Reply {
  const sessions = command.body.get(command.name);
  for (const session of isArray(sessions) ? sessions : []) {
    const id = isDocument(session) ? session.get("id") : undefined;
    if (id instanceof Binary) context.cursors.closeSession(id.toString("hex"));
  }
  return { ok: 1 };
}

export function refreshSessions(): Reply {
  return { ok: 1 };
}

export function startSession(): Reply {
  return { id: { id: new UUID(randomUUID()).toBinary() }, timeoutMinutes: 30, ok: 1 };
}

/** `commitTransaction` and `abortTransaction`: there are none on a standalone server. */
export function refuseTransaction(): Reply {
  throw noTransactions();
}

/** Throws IllegalOperation (20), as a standalone mongod does, for a command that is part of a transaction. */
export function assertNoTransaction(command: Command): void {
  const numbered =
    command.body.has("txnNumber") || command.body.has("startTransaction") || command.body.get("autocommit") === false;
  if (numbered) throw noTransactions();
}

function noTransactions(): CommandError {
  return new CommandError("IllegalOperation", "Transaction numbers are only allowed on a replica set member or mongos");
}
