import { type Fields, isArray, isDocument, isNumber, isTruthy, toNumber } from "../bson/values.ts";
import type { CursorRegistry } from "../cursors/cursor-registry.ts";
import { CommandError } from "../errors.ts";
import type { Store } from "../storage/store.ts";

/** A command as it came over the wire. */
export interface Command {
  readonly name: string;
  readonly database: string;
  /** The command document, without the documents that came beside it. */
  readonly body: Fields;
  /** Documents sent as raw bytes: `documents`, `updates`, `deletes`, `ops`, `nsInfo`. */
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
}

export interface CommandContext {
  readonly store: Store;
  readonly cursors: CursorRegistry;
  readonly connectionId: number;
  readonly peer: string;
  readonly startedAt: Date;
}

/** A reply document: fields to encode, or bytes that are encoded already. */
export type Reply = Record<string, unknown> | Buffer;

export type CommandHandler = (command: Command, context: CommandContext) => Promise<Reply> | Reply;

const MAX_NAMESPACE_BYTES = 255;

/** The collection a command is on. Throws InvalidNamespace (73). */
export function collectionName(command: Command): string {
  const name = command.body.get(command.name);
  if (typeof name !== "string") {
    throw new CommandError("InvalidNamespace", `collection name has invalid type ${typeof name}`);
  }
  assertNamespace(command.database, name);
  return name;
}

export function assertNamespace(database: string, collection: string): void {
  assertDatabaseName(database);
  const bad =
    collection === "" ||
    collection.includes("\0") ||
    collection.startsWith(".") ||
    (collection.includes("$") && !collection.startsWith("$cmd"));
  if (bad) throw new CommandError("InvalidNamespace", `Invalid namespace specified '${database}.${collection}'`);
  if (Buffer.byteLength(`${database}.${collection}`) > MAX_NAMESPACE_BYTES) {
    throw new CommandError("InvalidNamespace", `Fully qualified namespace is too long: ${database}.${collection}`);
  }
}

export function assertDatabaseName(database: string): void {
  if (database !== "" && database.length < 64 && !/[/\\. "$*<>:|?\0]/.test(database)) return;
  throw new CommandError("InvalidNamespace", `Invalid database name: '${database}'`);
}

export function optionalDocument(value: unknown, name: string): Fields | undefined {
  if (value === undefined || value === null) return undefined;
  if (isDocument(value)) return value;
  throw new CommandError("TypeMismatch", `BSON field '${name}' is the wrong type, expected type 'object'`);
}

export function requiredArray(value: unknown, name: string): unknown[] {
  if (isArray(value)) return value;
  throw new CommandError("TypeMismatch", `BSON field '${name}' is missing or of the wrong type, expected type 'array'`);
}

/** A whole number of at least 0; `fallback` where there is none. */
export function wholeNumber(value: unknown, name: string, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  const number = isNumber(value) ? toNumber(value) : Number.NaN;
  if (Number.isNaN(number))
    throw new CommandError("TypeMismatch", `BSON field '${name}' is the wrong type, expected a number`);
  if (number < 0)
    throw new CommandError("Location51024", `BSON field '${name}' value must be >= 0, actual value '${number}'`);
  return Math.trunc(number);
}

export function flag(value: unknown, fallback = false): boolean {
  return value === undefined ? fallback : isTruthy(value);
}

/** Time by which a command must end, in ms since the epoch; undefined without maxTimeMS. */
export function deadlineOf(body: Fields): number | undefined {
  const limit = wholeNumber(body.get("maxTimeMS"), "maxTimeMS", 0);
  return limit > 0 ? Date.now() + limit : undefined;
}
