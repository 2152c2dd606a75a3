import type { Fields } from "../bson/values.ts";

/** A parsed query filter. `path` is dotted; `not` turns $ne, $nin and $not into their positive form. */
export type Filter =
  | { readonly kind: "and" | "or" | "nor"; readonly children: readonly Filter[] }
  | { readonly kind: "not"; readonly child: Filter }
  | { readonly kind: "compare"; readonly path: string; readonly operator: Comparison; readonly value: unknown }
  | {
      readonly kind: "in";
      readonly path: string;
      readonly values: readonly unknown[];
      readonly patterns: readonly RegExp[];
    }
  | { readonly kind: "regex"; readonly path: string; readonly pattern: RegExp }
  | { readonly kind: "exists"; readonly path: string }
  | { readonly kind: "type"; readonly path: string; readonly types: readonly number[] }
  | { readonly kind: "size"; readonly path: string; readonly size: number }
  | { readonly kind: "mod"; readonly path: string; readonly divisor: number; readonly remainder: number }
  | { readonly kind: "bits"; readonly path: string; readonly test: BitTest; readonly mask: bigint }
  | { readonly kind: "elemMatch"; readonly path: string; readonly child: Filter; readonly onValue: boolean }
  | { readonly kind: "expression"; readonly expression: unknown }
  | { readonly kind: "schema"; readonly schema: Fields }
  | { readonly kind: "always"; readonly matches: boolean };

export type Comparison = "eq" | "gt" | "gte" | "lt" | "lte";
export type BitTest = "allSet" | "allClear" | "anySet" | "anyClear";

/** Name under which the elements of an array are tested by an $elemMatch on values. */
export const ELEMENT_FIELD = "element";
