import { PolicyFile } from "@pipewright/contract/policy";
import leven from "leven";
import { z } from "zod";

interface ExplainedIssue {
  path: PropertyKey[];
  /** A key of the part at `path` that is itself the mistake. */
  key?: string;
  message: string;
}

/** A typing mistake changes this many letters at most. */
const TYPO_MAX = 3;

/** What is wrong, in words for who wrote the file. One issue for each key that is not known. */
export function explainIssue(issue: z.core.$ZodIssue): ExplainedIssue[] {
  const { path } = issue;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path, key, message: unknownKey(key, keysAt(path)) }));
    case "invalid_type":
      return [{ path, message: wrongType(issue.expected, issue.input) }];
    case "invalid_value":
      return [{ path, message: wrongValue(issue.values.map(String), issue.input) }];
    case "too_big":
      return [{ path, message: `is longer than ${issue.maximum}, which is the limit` }];
    case "too_small":
      return [{ path, message: "must not be empty" }];
    default:
      return [{ path, message: issue.message }];
  }
}

function unknownKey(key: string, known: readonly string[]): string {
  const guess = closest(key, known);
  const hint = guess ? `; did you mean "${guess}"?` : `; possible here: ${known.join(", ")}`;
  return `"${shorten(key)}" is not a key that is known here${hint}`;
}

function wrongType(expected: string, input: unknown): string {
  return input === undefined ? "is missing" : `must be ${TYPES[expected] ?? expected}, but is ${typeWords(input)}`;
}

const TYPES: Readonly<Record<string, string>> = {
  array: "a list",
  object: "a group of keys",
  record: "a group of keys",
  string: "text",
  number: "a number",
};

function typeWords(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of keys";
  return typeof value === "string" ? "text" : `the ${typeof value} ${String(value)}`;
}

function wrongValue(known: readonly string[], input: unknown): string {
  const guess = typeof input === "string" ? closest(input, known) : undefined;
  const all = known.length === 1 ? `must be ${known[0]}` : `must be one of ${known.join(", ")}`;
  return guess ? `${all}; did you mean "${guess}"?` : all;
}

function closest(word: string, known: readonly string[]): string | undefined {
  const distances = known.map((each) => ({
    each,
    distance: leven(word.toLowerCase(), each, { maxDistance: TYPO_MAX }),
  }));
  const [best] = distances.toSorted((a, b) => a.distance - b.distance);
  return best && best.distance < Math.min(TYPO_MAX, word.length) ? best.each : undefined;
}

/** The keys that the format has at a place. */
function keysAt(path: readonly PropertyKey[]): string[] {
  let schema: unknown = PolicyFile;
  for (const step of path) {
    schema = unwrap(schema);
    if (schema instanceof z.ZodObject) schema = schema.shape[String(step)];
    else if (schema instanceof z.ZodRecord) schema = schema.valueType;
    else return [];
  }
  const here = unwrap(schema);
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

function unwrap(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
