import { encodeDocument } from "../bson/encode-document.ts";
import { type Fields, isArray, isDocument, MISSING } from "../bson/values.ts";
import { assertNamespace } from "../commands/command.ts";
import { CommandError } from "../errors.ts";
import { eachRow } from "../query/count-rows.ts";
import type { Filter } from "../query/filter.ts";
import { getPath } from "../query/paths.ts";
import type { Step } from "../query/row.ts";
import { removeOwner } from "../storage/remove-owner.ts";
import { parseUpdate } from "../update/parse-update.ts";
import { ensureCollection, insertDocument, prepareDocument } from "../write/insert-documents.ts";
import { updateDocuments } from "../write/update-documents.ts";
import { evaluateExpression } from "./evaluate-expression.ts";
import type { PipelineContext, StageSpec } from "./pipeline.ts";

export type Output = (rows: Iterable<Step>) => Promise<void>;

interface Target {
  readonly database: string;
  readonly name: string;
}

/** The writer of a final $out or $merge; undefined for another stage. */
export function outputStage(context: PipelineContext, stage: StageSpec): Output | undefined {
  if (stage.name === "$out") {
    const target = targetOf(context, stage.argument, "$out");
    return async (rows) => replaceCollection(context, target, await collect(rows));
  }
  if (stage.name !== "$merge") return undefined;
  const spec: Fields = isDocument(stage.argument) ? stage.argument : new Map([["into", stage.argument]]);
  const target = targetOf(context, spec.get("into"), "$merge");
  const merge = parseMerge(spec);
  return async (rows) => {
    const documents = await collect(rows);
    await context.store.writer.write(() => {
      for (const document of documents) mergeDocument(context, target, merge, document);
    });
  };
}

async function collect(rows: Iterable<Step>): Promise<Fields[]> {
  const out: Fields[] = [];
  await eachRow(rows, undefined, (row) => out.push(row.fields()));
  return out;
}

function targetOf(context: PipelineContext, value: unknown, stage: string): Target {
  const database = isDocument(value) ? (value.get("db") ?? context.database) : context.database;
  const name = isDocument(value) ? value.get("coll") : value;
  if (typeof name !== "string" || typeof database !== "string") {
    throw new CommandError("Location16990", `${stage} requires a string or object argument naming a collection`);
  }
  assertNamespace(database, name);
  return { database, name };
}

/** Fills a new collection beside the old one and takes its place; on an error the old one stays. */
async function replaceCollection(
  context: PipelineContext,
  target: Target,
  documents: readonly Fields[],
): Promise<void> {
  const { store } = context;
  await store.writer.write(() => {
    const old = store.catalog.find(target.database, target.name);
    const temporary = store.catalog.create(target.database, `tmp.agg_out.${target.name}`, old?.options ?? new Map());
    const [idIndex] = temporary.indexes;
    const others = (old?.indexes ?? []).slice(1).map((index) => store.catalog.makeIndex(index.spec));
    temporary.indexes = idIndex ? [idIndex, ...others] : others;
    try {
      const now = new Date();
      for (const document of documents)
        insertDocument(store, temporary, prepareDocument(encodeDocument(document), now));
    } catch (error) {
      for (const index of temporary.indexes) removeOwner(store.environment.indexes, index.id);
      removeOwner(store.environment.documents, temporary.id);
      store.catalog.remove(temporary);
      throw error;
    }
    if (old !== undefined) {
      for (const index of old.indexes) removeOwner(store.environment.indexes, index.id);
      removeOwner(store.environment.documents, old.id);
      store.catalog.remove(old);
    }
    store.catalog.rename(temporary, target.database, target.name);
  });
}

interface Merge {
  readonly on: readonly string[];
  readonly whenMatched: string | readonly unknown[];
  readonly whenNotMatched: string;
  readonly bindings: Fields | undefined;
}

function parseMerge(spec: Fields): Merge {
  const on = spec.get("on") ?? "_id";
  const whenMatched = spec.get("whenMatched") ?? "merge";
  const bindings = spec.get("let");
  return {
    on: (isArray(on) ? on : [on]).map(String),
    whenMatched: isArray(whenMatched) ? whenMatched : String(whenMatched),
    whenNotMatched: String(spec.get("whenNotMatched") ?? "insert"),
    bindings: isDocument(bindings) ? bindings : undefined,
  };
}

/** Within a transaction. */
function mergeDocument(context: PipelineContext, target: Target, merge: Merge, document: Fields): void {
  const { store } = context;
  const filter = sameOn(merge.on, document);
  const update = mergeUpdate(merge, document);
  const variables = new Map<string, unknown>([["new", document]]);
  for (const [name, expression] of merge.bindings ?? []) {
    const value = evaluateExpression(expression, document);
    variables.set(name, value === MISSING ? null : value);
  }
  const statement = { find: { filter, variables }, update, arrayFilters: new Map(), multi: false, upsert: false };
  const { matched } = updateDocuments(store, target.database, target.name, statement);
  if (matched > 0) {
    if (merge.whenMatched === "fail")
      throw new CommandError("DuplicateKey", "$merge failed due to a DuplicateKey error");
    return;
  }
  if (merge.whenNotMatched === "discard") return;
  if (merge.whenNotMatched === "fail") {
    throw new CommandError(
      "Location13113",
      "$merge could not find a matching document in the target collection for at least one document in the source collection",
    );
  }
  const prepared = prepareDocument(encodeDocument(document), new Date());
  insertDocument(store, ensureCollection(store, target.database, target.name), prepared);
}

function mergeUpdate(merge: Merge, document: Fields): ReturnType<typeof parseUpdate> {
  if (Array.isArray(merge.whenMatched)) return parseUpdate([...merge.whenMatched]);
  const rest = new Map([...document].filter(([name]) => name !== "_id"));
  switch (merge.whenMatched) {
    case "replace":
      return { kind: "replace", document: rest };
    case "merge":
      return {
        kind: "modify",
        modifications: [...rest].map(([path, operand]) => ({ operator: "$set", path, operand })),
      };
    default:
      return { kind: "modify", modifications: [] };
  }
}

function sameOn(on: readonly string[], document: Fields): Filter {
  const children = on.map((path): Filter => {
    const value = getPath(document, path);
    if (value === MISSING || value === null || isArray(value)) {
      throw new CommandError(
        "Location51132",
        "$merge write error: 'on' field cannot be missing, null, undefined or an array",
      );
    }
    return { kind: "compare", path, operator: "eq", value };
  });
  return { kind: "and", children };
}
