import { Binary } from "bson";
import { type Fields, isDocument, isTruthy } from "../bson/values.ts";
import { type CommandContext, deadlineOf, type Reply } from "../commands/command.ts";
import type { DocumentStream } from "./cursor-registry.ts";
import { cursorReply } from "./cursor-reply.ts";
import { fillBatch } from "./fill-batch.ts";

/** First batch where a client names no size; MongoDB's default. */
const FIRST_BATCH = 101;

export interface CursorOptions {
  readonly namespace: string;
  /** undefined: the default for a first batch. */
  readonly batchSize: number | undefined;
  readonly singleBatch?: boolean;
}

/** Answers with the first batch, and keeps the rest as a cursor. */
export async function openCursor(
  context: CommandContext,
  body: Fields,
  stream: DocumentStream,
  options: CursorOptions,
): Promise<Reply> {
  const batch = await fillBatch(stream, undefined, options.batchSize ?? FIRST_BATCH, deadlineOf(body));
  const ended = batch.next === undefined || options.singleBatch === true;
  if (ended) stream.return?.();
  const id = ended
    ? 0
    : context.cursors.open(
        stream,
        batch.next,
        options.namespace,
        sessionOf(body),
        isTruthy(body.get("noCursorTimeout")),
      );
  return cursorReply("firstBatch", batch.documents, id, options.namespace);
}

/** The logical session a command belongs to, as hex. */
export function sessionOf(body: Fields): string | undefined {
  const session = body.get("lsid");
  const id = isDocument(session) ? session.get("id") : undefined;
  return id instanceof Binary ? id.toString("hex") : undefined;
}
