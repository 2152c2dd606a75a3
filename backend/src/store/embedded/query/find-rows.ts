import { fieldTree } from "../bson/field-tree.ts";
import type { Fields } from "../bson/values.ts";
import type { Collection } from "../storage/catalog.ts";
import { countAllKeys } from "../storage/scan.ts";
import type { Store } from "../storage/store.ts";
import type { Collation } from "./collation.ts";
import { compileFilter } from "./compile-filter.ts";
import { withExpressionBounds } from "./expression-bounds.ts";
import type { Filter } from "./filter.ts";
import { filterPaths } from "./filter-paths.ts";
import { type Plan, planQuery } from "./plan.ts";
import type { Step } from "./row.ts";
import { runPlan } from "./run-plan.ts";
import { type SortPart, sortRows } from "./sort-rows.ts";

export interface FindRequest {
  readonly filter: Filter;
  readonly sort?: readonly SortPart[];
  readonly skip?: number;
  /** 0 or undefined: no limit. */
  readonly limit?: number;
  readonly collation?: Collation | undefined;
  readonly hint?: unknown;
  readonly variables?: Fields | undefined;
}

export interface Found {
  readonly plan: Plan;
  readonly rows: Generator<Step>;
  /** How many rows there are, where an index alone can tell. */
  readonly count: (() => number) | undefined;
}

/** Plans a query and runs it lazily: filter, order, skip, limit. */
export function findRows(store: Store, collection: Collection, request: FindRequest): Found {
  const sort = request.sort ?? [];
  const limit = request.limit ? request.limit : Number.POSITIVE_INFINITY;
  const skip = request.skip ?? 0;
  const collation = request.collation ?? collection.collation;
  const filter = withExpressionBounds(request.filter, request.variables);
  const plan = planQuery(store, collection, { filter, sort, collation, hint: request.hint });
  const isExact = plan.stage === "IXSCAN" && plan.exact;
  const count = isExact
    ? () => Math.min(limit, Math.max(0, countAllKeys(store.environment, plan.ranges) - skip))
    : undefined;
  return { plan, rows: run(), count };

  function* run(): Generator<Step> {
    const matchesAll = request.filter.kind === "always" && request.filter.matches;
    const options = { strings: collation?.compare, variables: request.variables };
    const paths = filterPaths(request.filter);
    const test = compileFilter(request.filter, options);
    const match = matchesAll ? undefined : { test, fields: paths && fieldTree(paths) };
    // What the index passes over is not held against the skip again.
    const passed = isExact && plan.sorted ? skip : 0;
    const found = runPlan(store, collection, plan, match, passed);
    const ordered = plan.sorted ? found : sortRows(found, sort, skip + limit, collation?.compare);
    yield* window(ordered, skip - passed, limit);
  }
}

/** Drops the first `skip` rows and ends after `limit`. */
export function* window(rows: Iterable<Step>, skip: number, limit: number): Generator<Step> {
  let toSkip = skip;
  let left = limit;
  if (left <= 0) return;
  for (const row of rows) {
    if (row === undefined) yield undefined;
    else if (toSkip > 0) toSkip--;
    else {
      yield row;
      if (--left <= 0) return;
    }
  }
}

/** All rows at once, for the work within a transaction. */
export function collectRows(rows: Iterable<Step>): Exclude<Step, undefined>[] {
  const out: Exclude<Step, undefined>[] = [];
  for (const row of rows) if (row !== undefined) out.push(row);
  return out;
}
