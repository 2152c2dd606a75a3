import { createHash } from "node:crypto";
import { type Fields, isArray, isDocument, MISSING } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { ByteWriter } from "./byte-writer.ts";
import { type FoldString, writeComponent } from "./encode-key.ts";

/** LMDB keys end at 1,978 bytes; a longer index key keeps this many and a SHA-256 of the whole. */
export const LONG_KEY_PREFIX_BYTES = 1500;

export interface KeyPart {
  readonly path: string;
  readonly descending: boolean;
}

export interface IndexKeys {
  /** Distinct keys, one per array element where a path leads through an array. */
  readonly keys: readonly Buffer[];
  readonly multikey: boolean;
  /** True when a key was cut: order within one prefix is then unknown. */
  readonly long: boolean;
  /** True when the document has none of the fields. */
  readonly absent: boolean;
}

/** A component on its way: the rest of its path in a value, or its final value. */
type Cursor = { readonly at: unknown; readonly rest: readonly string[] } | { readonly value: unknown };

/** The keys under which an index files a document. Throws CannotIndexParallelArrays (171). */
export function indexKeys(document: Fields, parts: readonly KeyPart[], fold?: FoldString): IndexKeys {
  const tuples: unknown[][] = [];
  const multikey = expand(startOf(document, parts), parts, tuples);
  const seen = new Map<string, Buffer>();
  let long = false;
  for (const tuple of tuples) {
    const full = encodeTuple(tuple, parts, fold);
    const key = shortenKey(full);
    long ||= key !== full;
    seen.set(key.toString("latin1"), key);
  }
  const absent = tuples.length === 1 && (tuples[0] ?? []).every((value) => value === MISSING);
  return { keys: [...seen.values()], multikey, long, absent };
}

/** The values behind the keys: one tuple a key, MISSING where the document lacks a field. */
export function keyTuples(document: Fields, parts: readonly KeyPart[]): unknown[][] {
  const tuples: unknown[][] = [];
  expand(startOf(document, parts), parts, tuples);
  return tuples;
}

function startOf(document: Fields, parts: readonly KeyPart[]): Cursor[] {
  return parts.map((part) => ({ at: document, rest: part.path.split(".") }));
}

/** The key itself, or where it is too long for LMDB its prefix and hash. */
export function shortenKey(full: Buffer): Buffer {
  if (full.length <= LONG_KEY_PREFIX_BYTES) return full;
  const hash = createHash("sha256").update(full).digest();
  return Buffer.concat([full.subarray(0, LONG_KEY_PREFIX_BYTES), hash]);
}

function encodeTuple(tuple: readonly unknown[], parts: readonly KeyPart[], fold?: FoldString): Buffer {
  const out = new ByteWriter();
  parts.forEach((part, i) => {
    const value = tuple[i];
    writeComponent(out, value === MISSING ? null : value, part.descending, fold);
  });
  return out.toBuffer();
}

/** Follows all components to their values, splitting at an array; returns whether an array was met. */
function expand(cursors: readonly Cursor[], parts: readonly KeyPart[], tuples: unknown[][]): boolean {
  const moved = cursors.map((cursor) => ("value" in cursor ? cursor : follow(cursor.at, cursor.rest)));
  let array: unknown[] | undefined;
  for (const cursor of moved) {
    if ("value" in cursor || !isArray(cursor.at)) continue;
    if (array !== undefined && array !== cursor.at) {
      const names = parts.map((part) => `[${part.path}]`).join(" ");
      throw new CommandError("CannotIndexParallelArrays", `cannot index parallel arrays ${names}`);
    }
    array = cursor.at;
  }
  if (array === undefined) {
    tuples.push(moved.map((cursor) => ("value" in cursor ? cursor.value : MISSING)));
    return false;
  }
  const items = array.length === 0 ? [MISSING] : array;
  for (const item of items) {
    expand(
      moved.map((cursor) => ("value" in cursor ? cursor : enter(item, cursor.rest))),
      parts,
      tuples,
    );
  }
  return true;
}

/** Goes down a path to its value, or to the array that stops it. */
function follow(from: unknown, rest: readonly string[]): Cursor {
  let at = from;
  for (let i = 0; i < rest.length; i++) {
    const name = rest[i] ?? "";
    if (isDocument(at)) at = at.has(name) ? at.get(name) : MISSING;
    else if (isArray(at) && isPosition(name) && at.length > Number(name)) at = at[Number(name)];
    else if (isArray(at)) return { at, rest: rest.slice(i) };
    else return { value: MISSING };
    if (at === MISSING) return { value: MISSING };
  }
  if (isArray(at)) return { at, rest: [] };
  return { value: at === undefined ? null : at };
}

/** One element of an array, for a component whose path stopped there. Arrays within arrays are values. */
function enter(item: unknown, rest: readonly string[]): Cursor {
  if (rest.length === 0) return { value: item === MISSING ? undefined : item };
  return isDocument(item) ? { at: item, rest } : { value: MISSING };
}

function isPosition(name: string): boolean {
  return /^\d+$/.test(name);
}
