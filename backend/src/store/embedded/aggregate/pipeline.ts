import type { Fields } from "../bson/values.ts";
import type { Collation } from "../query/collation.ts";
import type { Step } from "../query/row.ts";
import type { Store } from "../storage/store.ts";

/** What the stages of one aggregation share. */
export interface PipelineContext {
  readonly store: Store;
  readonly database: string;
  readonly variables: Fields | undefined;
  readonly collation: Collation | undefined;
  readonly hint: unknown;
  /** The logical session the command belongs to. */
  readonly session?: unknown;
}

/** A stage: rows in, rows out. */
export type Stage = (rows: Iterable<Step>) => Iterable<Step>;

/** One entry of a pipeline array. */
export interface StageSpec {
  readonly name: string;
  readonly argument: unknown;
}
