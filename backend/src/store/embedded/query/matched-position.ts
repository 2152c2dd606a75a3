import { type Fields, isArray, isDocument } from "../bson/values.ts";
import { compileFilter } from "./compile-filter.ts";
import type { Filter } from "./filter.ts";
import { isPosition } from "./paths.ts";

/**
 * Position of the array element by which a document matched: of the first array on the path of the last condition that
 * leads through one. Undefined when none does. It is what the positional `$` stands for.
 */
export function matchedPosition(filter: Filter, document: Fields): number | undefined {
  switch (filter.kind) {
    case "and":
      return filter.children.reduce<number | undefined>(
        (found, child) => matchedPosition(child, document) ?? found,
        undefined,
      );
    case "or":
      for (const child of filter.children) {
        const position = compileFilter(child)(document) ? matchedPosition(child, document) : undefined;
        if (position !== undefined) return position;
      }
      return undefined;
    case "nor":
    case "not":
    case "always":
    case "expression":
    case "schema":
      return undefined;
    default:
      return leafPosition(filter, document);
  }
}

type Leaf = Extract<Filter, { path: string }>;

function leafPosition(filter: Leaf, document: Fields): number | undefined {
  const names = filter.path.split(".");
  let at: unknown = document;
  for (let i = 0; i < names.length && isDocument(at); i++) {
    at = at.get(names[i] ?? "");
    if (!isArray(at)) continue;
    const rest = names.slice(i + 1);
    if (rest[0] !== undefined && isPosition(rest[0])) return Number(rest[0]);
    const test = compileFilter({ ...filter, path: ["items", ...rest].join(".") });
    const position = at.findIndex((item) => test(new Map([["items", [item]]])));
    return position < 0 ? undefined : position;
  }
  return undefined;
}
