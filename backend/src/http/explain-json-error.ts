import { BadRequestError } from "@pipewright/contract/errors";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";

/** Parses a JSON text. @throws BadRequestError that says what is wrong and where */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw explainJsonError(text, error);
  }
}

/** Longer texts are not parsed again to find the place. */
const EXPLAINED_MAX_CHARACTERS = 5_000_000;

/** Says what is wrong with a text that `JSON.parse` refused, and at which line and column. */
export function explainJsonError(text: string, cause: unknown): BadRequestError {
  const found = text.length > EXPLAINED_MAX_CHARACTERS ? undefined : firstError(text);
  if (found === undefined) return new BadRequestError("The body is not valid JSON.", { cause });
  const before = text.slice(0, found.offset).split("\n");
  const column = (before.at(-1)?.length ?? 0) + 1;
  const what = found.offset >= text.trimEnd().length ? "the text ends too early" : inWords(found);
  return new BadRequestError(`The body is not valid JSON: ${what} at line ${before.length}, column ${column}.`, {
    cause,
  });
}

function firstError(text: string): ParseError | undefined {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  return errors[0];
}

/** `PropertyNameExpected` reads `property name expected`. */
function inWords({ error }: ParseError): string {
  return printParseErrorCode(error)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
}
