import { type Fields, isNumber, isTruthy } from "../bson/values.ts";

/** The paths that a projection keeps, when it does nothing but keep; undefined when it may look at any. */
export function projectionPaths(spec: Fields): readonly string[] | undefined {
  const kept = [...spec].filter(([path, rule]) => path !== "_id" || isTruthy(rule));
  if (!kept.some(([path]) => path !== "_id")) return undefined;
  const keepsOnly = kept.every(([path, rule]) => !path.includes("$") && isPlain(rule) && isTruthy(rule));
  return keepsOnly ? ["_id", ...kept.map(([path]) => path)] : undefined;
}

function isPlain(rule: unknown): boolean {
  return isNumber(rule) || typeof rule === "boolean";
}
