import { isArray, isDocument } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import type { StageSpec } from "./pipeline.ts";

/** Splits a pipeline into its stages. Throws Location40323 for a stage that is not one field. */
export function parsePipeline(value: unknown): StageSpec[] {
  if (!isArray(value)) throw new CommandError("TypeMismatch", "'pipeline' option must be specified as an array");
  return value.map((stage) => {
    if (!isDocument(stage))
      throw new CommandError("TypeMismatch", "Each element of the 'pipeline' array must be an object");
    const [entry] = stage;
    if (entry === undefined || stage.size !== 1) {
      throw new CommandError("Location40323", "A pipeline stage specification object must contain exactly one field.");
    }
    return { name: entry[0], argument: entry[1] };
  });
}
