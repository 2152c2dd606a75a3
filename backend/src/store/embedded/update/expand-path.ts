import { type Fields, isArray } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { compileFilter, type Predicate } from "../query/compile-filter.ts";
import { parseFilter } from "../query/parse-filter.ts";
import { readPath } from "./update-path.ts";

export type ArrayFilters = ReadonlyMap<string, Predicate>;

const IDENTIFIER = /^[a-z][a-zA-Z0-9]*$/;

/** Compiles `arrayFilters`: by identifier, a test of `{ identifier: element }`. */
export function parseArrayFilters(filters: readonly unknown[]): ArrayFilters {
  const byName = new Map<string, Predicate>();
  for (const filter of filters) {
    if (!(filter instanceof Map)) throw new CommandError("TypeMismatch", "arrayFilters must hold documents");
    const fields: Fields = filter;
    const name = identifierOf(fields);
    if (name === undefined)
      throw new CommandError(
        "FailedToParse",
        "Cannot use an expression without a top-level field name in arrayFilters",
      );
    if (!IDENTIFIER.test(name))
      throw new CommandError(
        "BadValue",
        `The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
      );
    if (byName.has(name))
      throw new CommandError(
        "FailedToParse",
        `Found multiple array filters with the same top-level field name ${name}`,
      );
    byName.set(name, compileFilter(parseFilter(fields)));
  }
  return byName;
}

/** The exact paths a path with `$`, `$[]` and `$[identifier]` stands for in a document. */
export function expandPath(
  document: Fields,
  path: string,
  position: number | undefined,
  filters: ArrayFilters,
): string[][] {
  let paths: string[][] = [[]];
  for (const name of path.split("."))
    paths = paths.flatMap((names) => expandName(document, names, name, path, position, filters));
  return paths;
}

function expandName(
  document: Fields,
  names: string[],
  name: string,
  path: string,
  position: number | undefined,
  filters: ArrayFilters,
): string[][] {
  if (name === "$") {
    if (position === undefined) {
      throw new CommandError("BadValue", "The positional operator did not find the match needed from the query.");
    }
    return [[...names, String(position)]];
  }
  const bracket = /^\$\[(.*)\]$/.exec(name);
  if (!bracket) return [[...names, name]];
  const test = bracket[1] === "" ? undefined : filters.get(bracket[1] ?? "");
  if (bracket[1] !== "" && test === undefined) {
    throw new CommandError("BadValue", `No array filter found for identifier '${bracket[1]}' in path '${path}'`);
  }
  const array = readPath(document, names);
  if (!isArray(array)) {
    throw new CommandError(
      "BadValue",
      `The path '${names.join(".")}' must exist in the document in order to apply array updates.`,
    );
  }
  return array.flatMap((item, i) =>
    test === undefined || test(new Map([[bracket[1] ?? "", item]])) ? [[...names, String(i)]] : [],
  );
}

/** First part of the first path in the filter, also within $and, $or and $nor. */
function identifierOf(filter: Fields): string | undefined {
  for (const [name, value] of filter) {
    if (!name.startsWith("$")) return name.split(".")[0];
    for (const entry of isArray(value) ? value : []) {
      const inner = entry instanceof Map ? identifierOf(entry) : undefined;
      if (inner !== undefined) return inner;
    }
  }
  return undefined;
}
