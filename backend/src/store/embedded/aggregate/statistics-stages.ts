import { Long } from "bson";
import type { Fields } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { computedRow, type Step } from "../query/row.ts";
import type { Collection } from "../storage/catalog.ts";
import type { PipelineContext } from "./pipeline.ts";

/** `$collStats`: count and sizes. */
export function collectionStatistics(context: PipelineContext, source: string): Step[] {
  const collection = context.store.catalog.find(context.database, source);
  if (collection === undefined) {
    throw new CommandError("NamespaceNotFound", `Collection [${context.database}.${source}] not found.`);
  }
  const storageStats: Fields = new Map<string, unknown>([
    ["size", Long.fromNumber(collection.bytes)],
    ["count", Long.fromNumber(collection.count)],
    ["avgObjSize", Math.round(collection.bytes / Math.max(1, collection.count))],
    ["storageSize", Long.fromNumber(collection.bytes)],
    ["nindexes", collection.indexes.length],
    ["totalIndexSize", 0],
    ["totalSize", Long.fromNumber(collection.bytes)],
    ["indexSizes", new Map(collection.indexes.map(({ name }) => [name, 0]))],
    ["capped", collection.options.get("capped") === true],
  ]);
  return [
    computedRow(
      new Map<string, unknown>([
        ["ns", `${context.database}.${source}`],
        ["localTime", new Date()],
        ["storageStats", storageStats],
        ["count", Long.fromNumber(collection.count)],
      ]),
    ),
  ];
}

/** `$indexStats`: which indexes there are. Their use is not counted. */
export function indexStatistics(collection: Collection | undefined): Step[] {
  return (collection?.indexes ?? []).map((index) =>
    computedRow(
      new Map<string, unknown>([
        ["name", index.name],
        ["key", index.key],
        [
          "accesses",
          new Map<string, unknown>([
            ["ops", Long.fromNumber(0)],
            ["since", new Date(0)],
          ]),
        ],
        ["spec", index.spec],
      ]),
    ),
  );
}

/** `$listLocalSessions`: the one that asks; others are not kept track of. */
export function localSessions(context: PipelineContext): Step[] {
  if (context.session === undefined) return [];
  return [
    computedRow(
      new Map<string, unknown>([
        ["_id", context.session],
        ["lastUse", new Date()],
      ]),
    ),
  ];
}
