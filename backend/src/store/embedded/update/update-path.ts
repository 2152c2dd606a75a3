import { type Fields, isArray, isDocument, MISSING } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { isPosition } from "../query/paths.ts";

/** An array grown to more than this by setting one position is an error, as in MongoDB. */
const MAX_PADDING = 1_500_000;

/** The value at an exact path (positions are numbers in it); MISSING where there is none. */
export function readPath(document: Fields, names: readonly string[]): unknown {
  let at: unknown = document;
  for (const name of names) {
    if (isDocument(at)) at = at.has(name) ? at.get(name) : MISSING;
    else if (isArray(at) && isPosition(name)) at = Number(name) < at.length ? at[Number(name)] : MISSING;
    else return MISSING;
  }
  return at;
}

/** Sets the value at a path, making documents on the way. Throws PathNotViable (28) where something else is there. */
export function writePath(document: Fields, names: readonly string[], value: unknown): void {
  let at: unknown = document;
  names.forEach((name, i) => {
    const last = i === names.length - 1;
    if (isDocument(at)) {
      if (last) at.set(name, value);
      else if (!at.has(name)) at.set(name, new Map());
      at = at.get(name);
    } else if (isArray(at) && isPosition(name)) {
      const position = Number(name);
      if (position > at.length + MAX_PADDING)
        throw new CommandError("BadValue", "cannot backfill array to so many elements");
      while (at.length < position) at.push(null);
      if (last) at[position] = value;
      else if (at.length === position) at.push(new Map());
      at = at[position];
    } else {
      throw notViable(names, i, at);
    }
  });
}

/** Throws PathNotViable when the path runs into a value that cannot hold it. */
export function assertViable(document: Fields, names: readonly string[]): void {
  let at: unknown = document;
  for (const [i, name] of names.entries()) {
    if (at === MISSING) return;
    if (isDocument(at)) at = at.has(name) ? at.get(name) : MISSING;
    else if (isArray(at) && isPosition(name)) at = Number(name) < at.length ? at[Number(name)] : MISSING;
    else throw notViable(names, i, at);
  }
}

/** Removes what is at a path; an array keeps its length and gets a null. */
export function removePath(document: Fields, names: readonly string[]): void {
  const holder = readPath(document, names.slice(0, -1));
  const name = names.at(-1) ?? "";
  if (isDocument(holder)) holder.delete(name);
  else if (isArray(holder) && isPosition(name) && Number(name) < holder.length) holder[Number(name)] = null;
}

function notViable(names: readonly string[], at: number, value: unknown): CommandError {
  const element = isArray(value) ? "an array" : String(value);
  return new CommandError(
    "PathNotViable",
    `Cannot create field '${names[at] ?? ""}' in element {${names[at - 1] ?? ""}: ${element}}`,
  );
}
