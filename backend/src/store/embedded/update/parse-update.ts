import { type Fields, isArray, isDocument } from "../bson/values.ts";
import { CommandError } from "../errors.ts";

export interface Modification {
  readonly operator: string;
  readonly path: string;
  readonly operand: unknown;
}

export type Update =
  | { readonly kind: "replace"; readonly document: Fields }
  | { readonly kind: "modify"; readonly modifications: readonly Modification[] }
  | { readonly kind: "pipeline"; readonly stages: readonly Fields[] };

const OPERATORS = new Set([
  "$set",
  "$unset",
  "$inc",
  "$mul",
  "$min",
  "$max",
  "$rename",
  "$currentDate",
  "$setOnInsert",
  "$push",
  "$addToSet",
  "$pull",
  "$pullAll",
  "$pop",
  "$bit",
]);
const PIPELINE_STAGES = new Set(["$set", "$addFields", "$unset", "$project", "$replaceRoot", "$replaceWith"]);

/** Parses the `u` of an update. Throws FailedToParse (9) for unknown operators, ConflictingUpdateOperators (40). */
export function parseUpdate(value: unknown): Update {
  if (isArray(value)) return { kind: "pipeline", stages: value.map(parseStage) };
  if (!isDocument(value))
    throw new CommandError("FailedToParse", "Update argument must be either an object or an array");
  const [first] = value.keys();
  if (!first?.startsWith("$")) {
    for (const name of value.keys()) {
      if (!name.startsWith("$")) continue;
      throw new CommandError(
        "DollarPrefixedFieldName",
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
    }
    return { kind: "replace", document: value };
  }
  const modifications = [...value].flatMap(([operator, fields]) => parseOperator(operator, fields));
  assertNoConflict(modifications);
  return { kind: "modify", modifications };
}

function parseStage(stage: unknown): Fields {
  const name = isDocument(stage) ? [...stage.keys()] : [];
  if (!isDocument(stage) || name.length !== 1) {
    throw new CommandError("Location40323", "A pipeline stage specification object must contain exactly one field.");
  }
  if (!PIPELINE_STAGES.has(name[0] ?? "")) {
    throw new CommandError("InvalidOptions", `${name[0] ?? ""} is not allowed to be used within an update`);
  }
  return stage;
}

function parseOperator(operator: string, fields: unknown): Modification[] {
  if (!OPERATORS.has(operator)) {
    const hint = "Expected a valid update modifier or pipeline-style update specified as an array";
    throw new CommandError("FailedToParse", `Unknown modifier: ${operator}. ${hint}`);
  }
  if (!isDocument(fields)) {
    throw new CommandError(
      "FailedToParse",
      `Modifiers operate on fields but we found another type. For example: {$mod: {<field>: ...}} not {${operator}: ...}`,
    );
  }
  return [...fields].map(([path, operand]) => {
    if (path === "" || path.split(".").includes("")) {
      throw new CommandError(
        "Location56",
        `The update path '${path}' contains an empty field name, which is not allowed.`,
      );
    }
    if (operator === "$rename" && typeof operand !== "string") {
      throw new CommandError("BadValue", `The 'to' field for $rename must be a string: ${path}`);
    }
    return { operator, path, operand };
  });
}

/** Two modifications of one path, or of a path and one within it, are an error. */
function assertNoConflict(modifications: readonly Modification[]): void {
  const paths = modifications.flatMap(({ operator, path, operand }) =>
    operator === "$rename" ? [path, String(operand)] : [path],
  );
  paths.forEach((path, i) => {
    for (const other of paths.slice(0, i)) {
      if (path !== other && !path.startsWith(`${other}.`) && !other.startsWith(`${path}.`)) continue;
      const shorter = path.length < other.length ? path : other;
      throw new CommandError(
        "ConflictingUpdateOperators",
        `Updating the path '${path}' would create a conflict at '${shorter}'`,
      );
    }
  });
}
