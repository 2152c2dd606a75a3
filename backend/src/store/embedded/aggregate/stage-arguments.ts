import { isDocument } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import type { Filter } from "../query/filter.ts";
import { parseFilter } from "../query/parse-filter.ts";

/** The filter of a $match. */
export function matchFilter(argument: unknown): Filter {
  if (!isDocument(argument))
    throw new CommandError("Location15959", "the match filter must be an expression in an object");
  return parseFilter(argument);
}

/** The number of a $skip or $limit, at least `least`. */
export function wholeArgument(value: unknown, name: string, least: number): number {
  const number = Number(String(value));
  if (Number.isInteger(number) && number >= least) return number;
  const code = name === "$limit" ? "Location15958" : "Location5107200";
  throw new CommandError(
    code,
    `invalid argument to ${name} stage: Expected a number of at least ${least}, but found: ${String(value)}`,
  );
}
