import type { FieldTree } from "../bson/field-tree.ts";
import type { Collection } from "../storage/catalog.ts";
import { readDocument, scanDocuments, scanIndex } from "../storage/scan.ts";
import type { Store } from "../storage/store.ts";
import type { Predicate } from "./compile-filter.ts";
import type { Plan } from "./plan.ts";
import { type Step, storedRow } from "./row.ts";

/** After so many documents that did not match, a query lets others run. */
const STEPS_PER_PAUSE = 64;

/** What a query asks of a document, and the fields it looks at for that; undefined: any. */
export interface Match {
  readonly test: Predicate;
  readonly fields: FieldTree | undefined;
}

/** The documents that match, in the plan's order but for the first `skip` keys, read from LMDB as they are asked for. */
export function* runPlan(
  store: Store,
  collection: Collection,
  plan: Plan,
  match: Match | undefined,
  skip: number,
): Generator<Step> {
  let misses = 0;
  for (const row of candidates(store, collection, plan, skip)) {
    if (row !== undefined && (match === undefined || match.test(row.some(match.fields)))) yield row;
    else if (++misses % STEPS_PER_PAUSE === 0) yield undefined;
  }
}

function* candidates(store: Store, collection: Collection, plan: Plan, skip: number): Generator<Step> {
  switch (plan.stage) {
    case "EOF":
      return;
    case "COLLSCAN":
      for (const { record, bytes } of scanDocuments(store.environment, collection.id, plan.reverse))
        yield storedRow(record, bytes);
      return;
    case "IXSCAN":
      for (const record of scanIndex(store.environment, plan.index, plan.ranges, plan.reverse, skip)) {
        const bytes = readDocument(store.environment, collection.id, record);
        if (bytes !== undefined) yield storedRow(record, bytes);
      }
      return;
    case "OR": {
      const seen = new Set<number>();
      for (const branch of plan.branches) {
        for (const row of candidates(store, collection, branch, 0)) {
          if (row === undefined || seen.has(row.record)) continue;
          seen.add(row.record);
          yield row;
        }
      }
    }
  }
}
