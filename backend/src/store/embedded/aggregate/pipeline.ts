import type { Fields } from "../bson/values.ts";
import type { Collation } from "../query/collation.ts";
import type { Filter } from "../query/filter.ts";
import type { Plan } from "../query/plan.ts";
import type { Step } from "../query/row.ts";
import type { Store } from "../storage/store.ts";

/** What the stages of one aggregation share. */
export interface PipelineContext {
  readonly run: RunPipeline;
  readonly store: Store;
  readonly database: string;
  readonly variables: Fields | undefined;
  readonly collation: Collation | undefined;
  readonly hint: unknown;
  /** The logical session the command belongs to. */
  readonly session?: unknown;
}

/** Reads a collection through a pipeline; see runPipeline. Stages that read another collection have it from the context. */
export type RunPipeline = (
  context: PipelineContext,
  source: string | undefined,
  stages: readonly StageSpec[],
  condition?: Filter,
) => PipelineRun;

export interface PipelineRun {
  readonly rows: Iterable<Step>;
  /** How the collection is read; undefined when the pipeline reads none. */
  readonly plan: Plan | undefined;
}

/** A stage: rows in, rows out. */
export type Stage = (rows: Iterable<Step>) => Iterable<Step>;

/** One entry of a pipeline array. */
export interface StageSpec {
  readonly name: string;
  readonly argument: unknown;
}
