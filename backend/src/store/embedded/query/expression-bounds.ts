import { BSONRegExp } from "bson";
import { evaluateExpression } from "../aggregate/evaluate-expression.ts";
import { type Fields, isArray, isDocument, MISSING } from "../bson/values.ts";
import type { Filter } from "./filter.ts";

/**
 * The filter, with what its `$expr: { $eq: ["$path", constant] }` says added as a plain condition, so that an index can
 * serve it (a $lookup with a pipeline asks so). The condition holds wherever the expression does.
 */
export function withExpressionBounds(filter: Filter, variables: Fields | undefined): Filter {
  if (filter.kind === "expression") {
    const bounds = equalities(filter.expression, variables);
    return bounds.length === 0 ? filter : { kind: "and", children: [...bounds, filter] };
  }
  if (filter.kind !== "and") return filter;
  const bounds = filter.children.flatMap((child) =>
    child.kind === "expression" ? equalities(child.expression, variables) : [],
  );
  return bounds.length === 0 ? filter : { kind: "and", children: [...bounds, ...filter.children] };
}

function equalities(expression: unknown, variables: Fields | undefined): Filter[] {
  if (!isDocument(expression) || expression.size !== 1) return [];
  const all = expression.get("$and");
  if (isArray(all)) return all.flatMap((part) => equalities(part, variables));
  const operands = expression.get("$eq");
  if (!isArray(operands) || operands.length !== 2) return [];
  const [left, right] = operands;
  return [...equality(left, right, variables), ...equality(right, left, variables)];
}

function equality(path: unknown, other: unknown, variables: Fields | undefined): Filter[] {
  if (typeof path !== "string" || !/^\$[^$]/.test(path) || !isConstant(other)) return [];
  const value = evaluateExpression(other, new Map(), variables);
  const comparable =
    value !== null && value !== undefined && value !== MISSING && !isArray(value) && !isDocument(value);
  if (!comparable || value instanceof BSONRegExp) return [];
  return [{ kind: "compare", path: path.slice(1), operator: "eq", value }];
}

/** A literal, or a variable of the query; not something that depends on the document. */
function isConstant(value: unknown): boolean {
  if (typeof value === "string" && value.startsWith("$")) return /^\$\$[a-z]/.test(value);
  return !isArray(value) && (!isDocument(value) || value.has("$literal"));
}
