import type { Filter } from "./filter.ts";

/** The paths that a filter looks at; undefined when it may look at any. */
export function filterPaths(filter: Filter): readonly string[] | undefined {
  switch (filter.kind) {
    case "and":
    case "or":
    case "nor":
      return join(filter.children.map(filterPaths));
    case "not":
      return filterPaths(filter.child);
    case "always":
      return [];
    case "expression":
    case "schema":
      return undefined;
    default:
      return [filter.path];
  }
}

function join(lists: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const known = lists.filter((list) => list !== undefined);
  return known.length === lists.length ? known.flat() : undefined;
}
