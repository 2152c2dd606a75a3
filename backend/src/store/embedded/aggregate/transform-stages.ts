import { type Fields, isArray, isDocument, MISSING } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { compileProjection } from "../query/projection.ts";
import { evaluateExpression } from "./evaluate-expression.ts";

export type Transform = (document: Fields) => Fields;

/** The stages that turn each document into one other; undefined for every other stage. */
export function transformStage(name: string, argument: unknown, variables: Fields | undefined): Transform | undefined {
  switch (name) {
    case "$set":
    case "$addFields":
      return addFields(name, argument, variables);
    case "$unset":
      return unset(argument);
    case "$project":
      return project(argument, variables);
    case "$replaceRoot":
      if (!isDocument(argument) || !argument.has("newRoot")) {
        throw new CommandError("Location40415", "$replaceRoot requires a 'newRoot'");
      }
      return replaceRoot(argument.get("newRoot"), variables);
    case "$replaceWith":
      return replaceRoot(argument, variables);
    default:
      return undefined;
  }
}

function addFields(name: string, argument: unknown, variables: Fields | undefined): Transform {
  if (!isDocument(argument)) throw new CommandError("Location40272", `${name} specification stage must be an object`);
  const entries = [...argument];
  return (document) => {
    let result = document;
    for (const [path, expression] of entries) {
      result = setAt(result, path.split("."), spread(expression), document, variables);
    }
    return result;
  };
}

/** A document of plain names adds to what is there; anything else is an expression for the whole field. */
function spread(expression: unknown): Fields | { readonly expression: unknown } {
  if (!isDocument(expression) || expression.size === 0) return { expression };
  const [first] = expression.keys();
  return first?.startsWith("$") ? { expression } : expression;
}

function setAt(
  fields: Fields,
  names: readonly string[],
  value: Fields | { readonly expression: unknown },
  root: Fields,
  variables: Fields | undefined,
): Fields {
  const [name = "", ...rest] = names;
  const copy = new Map(fields);
  const result = newValue(copy.get(name), rest, value, root, variables);
  if (result === MISSING) copy.delete(name);
  else copy.set(name, result);
  return copy;
}

function newValue(
  current: unknown,
  rest: readonly string[],
  value: Fields | { readonly expression: unknown },
  root: Fields,
  variables: Fields | undefined,
): unknown {
  if (isArray(current) && (rest.length > 0 || isDocument(value))) {
    return current.map((item) => newValue(item, rest, value, root, variables));
  }
  if (rest.length > 0) return setAt(isDocument(current) ? current : new Map(), rest, value, root, variables);
  if (!isDocument(value)) return evaluateExpression(value.expression, root, variables);
  let inner: Fields = isDocument(current) ? current : new Map();
  for (const [name, part] of value) inner = setAt(inner, name.split("."), spread(part), root, variables);
  return inner;
}

function unset(argument: unknown): Transform {
  const paths = isArray(argument) ? argument : [argument];
  if (paths.length === 0 || !paths.every((path) => typeof path === "string" && path !== "")) {
    throw new CommandError("Location31002", "$unset specification must be a string or an array of strings");
  }
  return compileProjection(new Map(paths.map((path) => [String(path), false]))) ?? ((document) => document);
}

function project(argument: unknown, variables: Fields | undefined): Transform {
  if (!isDocument(argument)) throw new CommandError("Location15969", "$project specification must be an object");
  const compiled = compileProjection(argument, { variables });
  if (compiled === undefined)
    throw new CommandError(
      "Location51272",
      "Invalid $project :: caused by :: projection specification must have at least one field",
    );
  return compiled;
}

function replaceRoot(expression: unknown, variables: Fields | undefined): Transform {
  return (document) => {
    const root = evaluateExpression(expression, document, variables);
    if (isDocument(root)) return root;
    throw new CommandError("Location40228", "'newRoot' expression must evaluate to an object");
  };
}
