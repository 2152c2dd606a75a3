import type { Filter } from "./filter.ts";

/** A condition on one path that every match fulfils. */
export interface Condition {
  readonly path: string;
  readonly filter: Filter;
  /** The $elemMatch it is part of: such conditions hold for one and the same element. */
  readonly element?: Filter;
}

/** The conditions on single paths that all must hold: $and flattened, $elemMatch opened. */
export function conditionsOf(filter: Filter): Condition[] {
  switch (filter.kind) {
    case "and":
      return filter.children.flatMap(conditionsOf);
    case "not":
      return filter.child.kind === "exists" ? [{ path: filter.child.path, filter }] : [];
    case "elemMatch": {
      const inner = conditionsOf(filter.child);
      const opened = inner.map((condition) => ({
        path: filter.onValue ? filter.path : `${filter.path}.${condition.path}`,
        filter: condition.filter,
        element: filter,
      }));
      return [{ path: filter.path, filter }, ...opened];
    }
    case "compare":
    case "in":
    case "regex":
    case "exists":
    case "type":
    case "size":
    case "mod":
    case "bits":
      return [{ path: filter.path, filter }];
    default:
      return [];
  }
}
