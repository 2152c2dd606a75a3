import { evaluateLet } from "../aggregate/evaluate-let.ts";
import { outputStage } from "../aggregate/output-stages.ts";
import { parsePipeline } from "../aggregate/parse-pipeline.ts";
import type { PipelineContext } from "../aggregate/pipeline.ts";
import { runPipeline } from "../aggregate/run-pipeline.ts";
import { openCursor } from "../cursors/open-cursor.ts";
import { CommandError } from "../errors.ts";
import { parseCollation } from "../query/collation.ts";
import type { Step } from "../query/row.ts";
import {
  assertDatabaseName,
  type Command,
  type CommandContext,
  collectionName,
  flag,
  optionalDocument,
  type Reply,
  wholeNumber,
} from "./command.ts";
import { explainPlan } from "./explain-plan.ts";

/** `aggregate` on a collection, or on the database (`aggregate: 1`) with $documents. */
export async function aggregate(command: Command, context: CommandContext): Promise<Reply> {
  const { body, database } = command;
  const onDatabase = typeof body.get("aggregate") !== "string";
  if (onDatabase) assertDatabaseName(database);
  const source = onDatabase ? undefined : collectionName(command);
  const stages = parsePipeline(body.get("pipeline"));
  const cursor = optionalDocument(body.get("cursor"), "aggregate.cursor");
  const explain = flag(body.get("explain"));
  if (cursor === undefined && !explain) {
    throw new CommandError(
      "FailedToParse",
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  }
  const collation = parseCollation(body.get("collation")) ?? collationOf(context, database, source);
  const pipeline: PipelineContext = {
    run: runPipeline,
    store: context.store,
    database,
    variables: evaluateLet(body.get("let")),
    collation,
    hint: body.get("hint"),
    session: body.get("lsid"),
  };
  const last = stages.at(-1);
  const output = last && outputStage(pipeline, last);
  const run = runPipeline(pipeline, source, output ? stages.slice(0, -1) : stages);
  if (explain) return explainPlan(context, `${database}.${source ?? "$cmd.aggregate"}`, run.plan);
  const namespace = `${database}.${source ?? "$cmd.aggregate"}`;
  const batchSize = cursor?.has("batchSize") ? wholeNumber(cursor.get("batchSize"), "batchSize", 0) : undefined;
  if (output === undefined) return openCursor(context, body, encodeRows(run.rows), { namespace, batchSize });
  await output(run.rows);
  return openCursor(context, body, encodeRows([]), { namespace, batchSize });
}

function collationOf(
  context: CommandContext,
  database: string,
  source: string | undefined,
): PipelineContext["collation"] {
  return source === undefined ? undefined : context.store.catalog.find(database, source)?.collation;
}

function* encodeRows(rows: Iterable<Step>): Generator<Buffer | undefined> {
  for (const row of rows) yield row?.bytes();
}
