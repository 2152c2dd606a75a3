import { evalExpr } from "mingo/core";
import { type Fields, isArray, isDocument, isTruthy, MISSING } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { mingoOptions } from "./mingo-context.ts";
import { fromPlain, toPlain, toPlainDocument } from "./plain-values.ts";

/**
 * The value of an aggregation expression on a document; MISSING where it has none. Field paths, constants and documents
 * of them keep their BSON types; operators are computed by mingo, on JavaScript numbers.
 */
export function evaluateExpression(expression: unknown, document: Fields, variables: Fields = new Map()): unknown {
  if (typeof expression === "string" && expression.startsWith("$"))
    return evaluatePath(expression, document, variables);
  if (isArray(expression)) {
    return expression.map((item) => {
      const value = evaluateExpression(item, document, variables);
      return value === MISSING ? null : value;
    });
  }
  if (!isDocument(expression)) return expression;
  const [operator] = expression.keys();
  if (operator === "$literal") return expression.get("$literal");
  if (operator?.startsWith("$")) return evaluateOperator(expression, document, variables);
  const result: Fields = new Map();
  for (const [name, part] of expression) {
    const value = evaluateExpression(part, document, variables);
    if (value !== MISSING) result.set(name, value);
  }
  return result;
}

export function evaluateCondition(expression: unknown, document: Fields, variables?: Fields): boolean {
  return isTruthy(evaluateExpression(expression, document, variables));
}

function evaluateOperator(expression: Fields, document: Fields, variables: Fields): unknown {
  const options = mingoOptions({ variables: toPlainDocument(variables) });
  return fromPlain(evalExpr(toPlainDocument(document), toPlain(expression), options));
}

function evaluatePath(path: string, document: Fields, variables: Fields): unknown {
  if (!path.startsWith("$$")) return resolve(document, path.slice(1).split("."));
  const [name = "", ...rest] = path.slice(2).split(".");
  return resolve(variableValue(name, document, variables), rest);
}

function variableValue(name: string, document: Fields, variables: Fields): unknown {
  if (variables.has(name)) return variables.get(name);
  switch (name) {
    case "ROOT":
    case "CURRENT":
      return document;
    case "REMOVE":
      return MISSING;
    case "NOW":
      return new Date();
    default:
      throw new CommandError("Location17276", `Use of undefined variable: ${name}`);
  }
}

/** Follows a path; through an array it collects what each element has there. */
function resolve(from: unknown, names: readonly string[]): unknown {
  let at = from;
  for (let i = 0; i < names.length; i++) {
    if (isArray(at)) {
      const rest = names.slice(i);
      return at
        .map((item) => (isDocument(item) || isArray(item) ? resolve(item, rest) : MISSING))
        .filter((item) => item !== MISSING);
    }
    if (!isDocument(at)) return MISSING;
    const name = names[i] ?? "";
    if (!at.has(name)) return MISSING;
    at = at.get(name);
  }
  return at;
}
