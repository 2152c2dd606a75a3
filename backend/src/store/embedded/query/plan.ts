import { bsonType, isDocument } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import type { Collection, Index } from "../storage/catalog.ts";
import { countKeys, type KeyRange } from "../storage/scan.ts";
import type { Store } from "../storage/store.ts";
import type { Collation } from "./collation.ts";
import { type Condition, conditionsOf } from "./conditions.ts";
import type { Filter } from "./filter.ts";
import { implies, impliesPresence } from "./implies.ts";
import { type Bounds, boundsOf } from "./index-bounds.ts";
import { meetsFilter } from "./meets-filter.ts";
import type { SortPart } from "./sort-rows.ts";

/** How to find the candidates for a query; every candidate is still checked against the filter. */
export type Plan =
  | { readonly stage: "COLLSCAN"; readonly reverse: boolean; readonly sorted: boolean }
  | {
      readonly stage: "IXSCAN";
      readonly index: Index;
      readonly ranges: readonly KeyRange[];
      readonly reverse: boolean;
      /** The candidates come in the order asked for. */
      readonly sorted: boolean;
      /** Each key is that of one document which the filter accepts. */
      readonly exact: boolean;
    }
  | { readonly stage: "OR"; readonly branches: readonly Plan[]; readonly sorted: false }
  | { readonly stage: "EOF"; readonly sorted: true };

export interface PlanRequest {
  readonly filter: Filter;
  readonly sort: readonly SortPart[];
  readonly collation: Collation | undefined;
  readonly hint?: unknown;
  /** Whether few rows are wanted, so that an index in the right order is worth more. */
  readonly limited?: boolean;
}

/** Above this many keys an index counts as unselective when another offers the order asked for. */
const ESTIMATE_LIMIT = 400;
const POINT_SCORE = 10;
const RANGE_SCORE = 6;
const SORT_SCORE = 4;
const NATURAL = "$natural";

/** Chooses how to read a collection for a query. Throws BadValue for a hint that names no index. */
export function planQuery(store: Store, collection: Collection, request: PlanRequest): Plan {
  const hint = parseHint(collection, request.hint);
  const natural = naturalDirection(request.sort);
  if (hint?.natural !== undefined || natural !== undefined) {
    const reverse = (hint?.natural ?? natural) === -1;
    return { stage: "COLLSCAN", reverse, sorted: request.sort.length === 0 || natural !== undefined };
  }
  if (request.filter.kind === "always" && !request.filter.matches) return { stage: "EOF", sorted: true };
  const conditions = conditionsOf(request.filter);
  if (hint?.index) return candidate(hint.index, conditions, request, true)?.plan ?? collectionScan(request);
  const candidates = collection.indexes
    .map((index) => candidate(index, conditions, request, false))
    .filter((choice) => choice !== undefined);
  const best = choose(store, candidates);
  if (best && (best.bounds.points > 0 || best.bounds.ranged)) return best.plan;
  return planOr(store, collection, request) ?? best?.plan ?? collectionScan(request);
}

interface Candidate {
  readonly plan: Extract<Plan, { stage: "IXSCAN" }>;
  readonly bounds: Bounds;
  readonly score: number;
}

function collectionScan(request: PlanRequest): Plan {
  return { stage: "COLLSCAN", reverse: false, sorted: request.sort.length === 0 };
}

function candidate(
  index: Index,
  conditions: readonly Condition[],
  request: PlanRequest,
  hinted: boolean,
): Candidate | undefined {
  const collated = request.collation !== undefined;
  if (request.collation?.identity !== index.collation?.identity && conditions.some(comparesText)) {
    if (!hinted || conditions.length > 0) {
      return hinted ? unbounded(index, request) : undefined;
    }
  }
  if (!hinted && !covers(index, conditions)) return undefined;
  const bounds = boundsOf(index, conditions, collated);
  const order = sortOrder(index, bounds, request);
  const useful = bounds.points > 0 || bounds.ranged || (order.sorted && request.sort.length > 0);
  if (!useful && !hinted) return undefined;
  const score =
    bounds.points * POINT_SCORE +
    (bounds.ranged ? RANGE_SCORE : 0) +
    (order.sorted && request.sort.length > 0 ? SORT_SCORE : 0) +
    (index.unique && bounds.points === index.parts.length ? POINT_SCORE * 10 : 0);
  const exact = !collated && meetsFilter(index, bounds, request.filter);
  return { plan: { stage: "IXSCAN", index, ranges: bounds.ranges, ...order, exact }, bounds, score };
}

function unbounded(index: Index, request: PlanRequest): Candidate {
  const bounds = boundsOf(index, [], false);
  const sorted = request.sort.length === 0;
  return {
    plan: { stage: "IXSCAN", index, ranges: bounds.ranges, reverse: false, sorted, exact: false },
    bounds,
    score: 0,
  };
}

/** False where the index leaves out documents that the query wants. */
function covers(index: Index, conditions: readonly Condition[]): boolean {
  if (index.partial && !implies(conditions, index.partial.filter)) return false;
  if (!index.sparse) return true;
  return conditions.some(
    ({ path, filter }) => index.parts.some((part) => part.path === path) && impliesPresence(filter),
  );
}

/** Whether reading the index (forward or backward) gives the order asked for. */
function sortOrder(index: Index, bounds: Bounds, request: PlanRequest): { reverse: boolean; sorted: boolean } {
  const wanted = request.sort.filter((part) => !bounds.fixed.has(part.path) || index.multikey);
  if (wanted.length === 0) return { reverse: false, sorted: true };
  const blocked = index.multikey || index.long || request.collation !== undefined || index.collation !== undefined;
  if (blocked) return { reverse: false, sorted: false };
  const offered = index.parts.filter((part) => !bounds.fixed.has(part.path));
  const first = offered[0];
  const reverse = first !== undefined && first.descending !== wanted[0]?.descending;
  const sorted = wanted.every((part, i) => {
    const own = offered[i];
    return own !== undefined && own.path === part.path && (own.descending !== part.descending) === reverse;
  });
  return { reverse: sorted && reverse, sorted };
}

/** The highest score; between equals, and against an index that gives the order, the one with fewer keys to read. */
function choose(store: Store, candidates: readonly Candidate[]): Candidate | undefined {
  const [first, second] = [...candidates].sort((a, b) => b.score - a.score);
  if (first === undefined || second === undefined) return first;
  const bounded = candidates.filter(({ bounds }) => bounds.points > 0 || bounds.ranged);
  if (first.plan.ranges.every((range) => range.exact) || bounded.length < 2) return first;
  const measured = bounded.map((choice) => ({
    choice,
    keys: countKeys(store.environment, choice.plan.ranges, ESTIMATE_LIMIT),
  }));
  const smallest = Math.min(...measured.map(({ keys }) => keys));
  if (smallest >= ESTIMATE_LIMIT) return first;
  const few = measured.filter(({ keys }) => keys <= smallest * 2).map(({ choice }) => choice);
  return few.includes(first) ? first : few.sort((a, b) => b.score - a.score)[0];
}

/** A union of index scans, when every branch of an $or has an index. */
function planOr(store: Store, collection: Collection, request: PlanRequest): Plan | undefined {
  const or = request.filter.kind === "and" ? request.filter.children.find(({ kind }) => kind === "or") : request.filter;
  if (or?.kind !== "or") return undefined;
  const branches: Plan[] = [];
  for (const child of or.children) {
    const plan = planQuery(store, collection, { filter: child, sort: [], collation: request.collation });
    if (plan.stage === "COLLSCAN") return undefined;
    branches.push(plan);
  }
  return { stage: "OR", branches, sorted: false };
}

function comparesText({ filter }: Condition): boolean {
  if (filter.kind === "regex") return true;
  if (filter.kind === "compare") return mayHoldText(filter.value);
  return filter.kind === "in" && filter.values.some(mayHoldText);
}

function mayHoldText(value: unknown): boolean {
  return [2, 3, 4, 14].includes(bsonType(value));
}

function naturalDirection(sort: readonly SortPart[]): 1 | -1 | undefined {
  const part = sort.find(({ path }) => path === NATURAL);
  if (part === undefined) return undefined;
  return part.descending ? -1 : 1;
}

function parseHint(collection: Collection, hint: unknown): { index?: Index; natural?: 1 | -1 } | undefined {
  if (hint === undefined || hint === null || hint === "") return undefined;
  if (typeof hint === "string") {
    const index = collection.indexes.find(({ name }) => name === hint);
    if (index) return { index };
    throw badHint();
  }
  if (!isDocument(hint)) throw new CommandError("FailedToParse", "Hint must be either a string or nested object");
  if (hint.size === 0) return undefined;
  if (hint.has(NATURAL)) return { natural: String(hint.get(NATURAL)) === "-1" ? -1 : 1 };
  const index = collection.indexes.find((candidate) => sameKey(candidate, hint));
  if (index) return { index };
  throw badHint();
}

function badHint(): CommandError {
  return new CommandError(
    "BadValue",
    "error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index",
  );
}

function sameKey(index: Index, key: ReadonlyMap<string, unknown>): boolean {
  const own = [...index.key];
  const given = [...key];
  return (
    own.length === given.length &&
    own.every(([path, direction], i) => path === given[i]?.[0] && String(direction) === String(given[i]?.[1]))
  );
}
