import { randomInt } from "node:crypto";
import { CommandError } from "../errors.ts";

/** Documents on their way to a client, encoded; undefined where the query pauses to let others run. */
export type DocumentStream = Iterator<Buffer | undefined>;

export interface OpenCursor {
  readonly id: number;
  readonly namespace: string;
  readonly session: string | undefined;
  readonly stream: DocumentStream;
  /** Read already, not yet sent. */
  pending: Buffer | undefined;
  readonly immortal: boolean;
  lastUsed: number;
  busy: boolean;
}

/** A cursor nobody has asked for so long is closed; MongoDB's default. */
export const CURSOR_TIMEOUT_MS = 10 * 60 * 1000;
/** Beyond this many, the one unused for longest is closed. */
const MAX_CURSORS = 2000;
const MAX_ID = 2 ** 47;

/** The cursors clients hold open. */
export class CursorRegistry {
  private readonly cursors = new Map<number, OpenCursor>();

  open(
    stream: DocumentStream,
    pending: Buffer | undefined,
    namespace: string,
    session?: string,
    immortal = false,
  ): number {
    if (this.cursors.size >= MAX_CURSORS) this.closeOldest();
    const id = randomInt(1, MAX_ID);
    this.cursors.set(id, { id, namespace, session, stream, pending, immortal, lastUsed: Date.now(), busy: false });
    return id;
  }

  /** Throws CursorNotFound (43), and Unauthorized (13) when the cursor is on another collection. */
  get(id: number, namespace: string): OpenCursor {
    const cursor = this.cursors.get(id);
    if (cursor === undefined) throw new CommandError("CursorNotFound", `cursor id ${id} not found`);
    if (cursor.namespace !== namespace) {
      throw new CommandError(
        "Unauthorized",
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    }
    if (cursor.busy) throw new CommandError("CursorInUse", `cursor id ${id} is already in use`);
    cursor.lastUsed = Date.now();
    return cursor;
  }

  /** Closes a cursor; false when there is none of this id. */
  close(id: number): boolean {
    const cursor = this.cursors.get(id);
    if (cursor === undefined) return false;
    this.cursors.delete(id);
    if (!cursor.busy) cursor.stream.return?.();
    return true;
  }

  closeSession(session: string): void {
    for (const cursor of [...this.cursors.values()]) if (cursor.session === session) this.close(cursor.id);
  }

  closeNamespace(namespace: string): void {
    for (const cursor of [...this.cursors.values()]) if (cursor.namespace === namespace) this.close(cursor.id);
  }

  closeIdle(now: number): void {
    for (const cursor of [...this.cursors.values()]) {
      if (!cursor.immortal && now - cursor.lastUsed > CURSOR_TIMEOUT_MS) this.close(cursor.id);
    }
  }

  closeAll(): void {
    for (const id of [...this.cursors.keys()]) this.close(id);
  }

  get size(): number {
    return this.cursors.size;
  }

  private closeOldest(): void {
    let oldest: OpenCursor | undefined;
    for (const cursor of this.cursors.values()) if (!oldest || cursor.lastUsed < oldest.lastUsed) oldest = cursor;
    if (oldest) this.close(oldest.id);
  }
}
