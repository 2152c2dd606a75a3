import { isNumber, toNumber } from "../bson/values.ts";
import { cursorReply } from "../cursors/cursor-reply.ts";
import { fillBatch } from "../cursors/fill-batch.ts";
import { CommandError } from "../errors.ts";
import { type Command, type CommandContext, deadlineOf, type Reply, wholeNumber } from "./command.ts";

/** `getMore`: the next batch of a cursor. */
export async function getMore(command: Command, context: CommandContext): Promise<Reply> {
  const id = command.body.get("getMore");
  const name = command.body.get("collection");
  if (!isNumber(id))
    throw new CommandError("TypeMismatch", "BSON field 'getMore.getMore' is the wrong type, expected 'long'");
  if (typeof name !== "string")
    throw new CommandError("TypeMismatch", "BSON field 'getMore.collection' is the wrong type");
  const namespace = `${command.database}.${name}`;
  const cursor = context.cursors.get(toNumber(id), namespace);
  const size = wholeNumber(command.body.get("batchSize"), "batchSize", 0) || Number.POSITIVE_INFINITY;
  cursor.busy = true;
  try {
    const batch = await fillBatch(cursor.stream, cursor.pending, size, deadlineOf(command.body));
    cursor.pending = batch.next;
    cursor.busy = false;
    if (batch.next === undefined) context.cursors.close(cursor.id);
    return cursorReply("nextBatch", batch.documents, batch.next === undefined ? 0 : cursor.id, namespace);
  } catch (error) {
    cursor.busy = false;
    context.cursors.close(cursor.id);
    throw error;
  }
}

/** `killCursors`: closes the cursors it names. */
export function killCursors(command: Command, context: CommandContext): Reply {
  const ids = command.body.get("cursors");
  if (!Array.isArray(ids)) throw new CommandError("TypeMismatch", "BSON field 'killCursors.cursors' must be an array");
  const killed: unknown[] = [];
  const unknown: unknown[] = [];
  for (const id of ids) (context.cursors.close(toNumber(id)) ? killed : unknown).push(id);
  return { cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}
