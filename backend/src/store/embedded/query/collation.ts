import type { CompareStrings } from "../bson/compare-values.ts";
import { type Fields, isDocument, isTruthy, toNumber } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import type { FoldString } from "../keys/encode-key.ts";

export interface Collation {
  readonly spec: Fields;
  /** Same text for collations that order alike. */
  readonly identity: string;
  readonly compare: CompareStrings;
  /** Maps strings that are equal under the collation to one string. Says nothing of their order. */
  readonly fold: FoldString;
}

const DEFAULT_STRENGTH = 3;

/** Reads a collation option; undefined for none and for `{ locale: "simple" }`. */
export function parseCollation(value: unknown): Collation | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isDocument(value)) throw new CommandError("TypeMismatch", "collation must be a document");
  const locale = value.get("locale");
  if (typeof locale !== "string") throw new CommandError("FailedToParse", "Field 'locale' is required in a collation");
  if (locale === "simple") return undefined;
  const strength = value.has("strength") ? toNumber(value.get("strength")) : DEFAULT_STRENGTH;
  if (!(strength >= 1 && strength <= 5)) throw new CommandError("BadValue", "collation strength must be 1 to 5");
  const caseLevel = isTruthy(value.get("caseLevel"));
  const numeric = isTruthy(value.get("numericOrdering"));
  const collator = makeCollator(locale, strength, caseLevel, numeric, value.get("alternate") === "shifted");
  return {
    spec: value,
    identity: JSON.stringify([locale, strength, caseLevel, numeric, value.get("alternate") ?? "non-ignorable"]),
    compare: (a, b) => collator.compare(a, b),
    fold: folding(strength, caseLevel),
  };
}

function makeCollator(
  locale: string,
  strength: number,
  caseLevel: boolean,
  numeric: boolean,
  shifted: boolean,
): Intl.Collator {
  const sensitivity =
    strength === 1 ? (caseLevel ? "case" : "base") : strength === 2 ? (caseLevel ? "variant" : "accent") : "variant";
  try {
    return new Intl.Collator(locale.replace("_", "-"), { sensitivity, numeric, ignorePunctuation: shifted });
  } catch {
    throw new CommandError("BadValue", `Field 'locale' is invalid in a collation: ${locale}`);
  }
}

function folding(strength: number, caseLevel: boolean): FoldString {
  const lower = (text: string): string => (caseLevel ? text : text.toLowerCase());
  if (strength === 1) return (text) => lower(text.normalize("NFD").replace(/\p{M}/gu, ""));
  return strength === 2 ? (text) => lower(text.normalize("NFC")) : (text) => text.normalize("NFC");
}
