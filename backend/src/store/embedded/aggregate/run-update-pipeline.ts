import type { Fields } from "../bson/values.ts";
import { transformStage } from "./transform-stages.ts";

/** The document after the stages of a pipeline update ($set, $unset, $project, $replaceWith ...). */
export function runUpdatePipeline(document: Fields, stages: readonly Fields[], variables: Fields | undefined): Fields {
  let result = document;
  for (const stage of stages) {
    const [entry] = stage;
    const transform = entry && transformStage(entry[0], entry[1], variables);
    if (transform) result = transform(result);
  }
  if (document.has("_id") && !result.has("_id"))
    return new Map<string, unknown>([["_id", document.get("_id")], ...result]);
  return result;
}
