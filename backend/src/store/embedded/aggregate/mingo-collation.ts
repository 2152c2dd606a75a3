import type { CollationSpec } from "mingo/types";
import { type Fields, toNumber } from "../bson/values.ts";

/** The part of a collation that mingo knows. */
export function parseCollationSpec(spec: Fields | undefined): CollationSpec | undefined {
  if (spec === undefined) return undefined;
  const strength = spec.has("strength") ? toNumber(spec.get("strength")) : 3;
  return { locale: String(spec.get("locale")), strength: strength === 1 ? 1 : strength === 2 ? 2 : 3 };
}
