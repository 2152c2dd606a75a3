import { type Fields, isArray, isDocument, MISSING } from "../bson/values.ts";

export const isPosition = (name: string): boolean => /^\d+$/.test(name);

/**
 * Visits every value a dotted path leads to, through arrays of documents as a query does; MISSING where a document lacks
 * it. A leaf that is an array is visited as such. Stops and returns true when `visit` does.
 */
export function visitPath(document: Fields, names: readonly string[], visit: (value: unknown) => boolean): boolean {
  return visitFields(document, names, 0, visit);
}

function visitFields(
  fields: Fields,
  names: readonly string[],
  at: number,
  visit: (value: unknown) => boolean,
): boolean {
  const name = names[at] ?? "";
  const value = fields.get(name);
  if (at === names.length - 1) return visit(value === undefined && !fields.has(name) ? MISSING : value);
  if (isDocument(value)) return visitFields(value, names, at + 1, visit);
  if (isArray(value)) return visitItems(value, names, at + 1, visit);
  return visit(MISSING);
}

function visitItems(
  items: readonly unknown[],
  names: readonly string[],
  at: number,
  visit: (value: unknown) => boolean,
): boolean {
  for (const item of items) {
    if (isDocument(item) && visitFields(item, names, at, visit)) return true;
  }
  const name = names[at] ?? "";
  if (!isPosition(name) || Number(name) >= items.length) return false;
  const item = items[Number(name)];
  if (at === names.length - 1) return visit(item);
  if (isDocument(item)) return visitFields(item, names, at + 1, visit);
  return isArray(item) && visitItems(item, names, at + 1, visit);
}

/** Like visitPath, and where the path ends at an array, visits its elements before the array itself. */
export function visitElements(document: Fields, names: readonly string[], visit: (value: unknown) => boolean): boolean {
  return visitPath(document, names, (value) => (isArray(value) && value.some(visit)) || visit(value));
}

/** The value at a path through documents only, MISSING otherwise. */
export function getPath(document: Fields, path: string): unknown {
  let at: unknown = document;
  for (const name of path.split(".")) {
    if (!isDocument(at) || !at.has(name)) return MISSING;
    at = at.get(name);
  }
  return at;
}
