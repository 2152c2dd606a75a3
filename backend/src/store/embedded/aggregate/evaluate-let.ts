import { type Fields, isDocument, MISSING } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { evaluateExpression } from "./evaluate-expression.ts";

/** The values of a command's `let`, for `$$name` in its expressions. */
export function evaluateLet(value: unknown): Fields | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isDocument(value))
    throw new CommandError("TypeMismatch", "BSON field 'let' is the wrong type, expected type 'object'");
  const variables: Fields = new Map();
  for (const [name, expression] of value) {
    if (!/^[a-z_\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) {
      throw new CommandError("FailedToParse", `'${name}' starts with an invalid character for a user variable name`);
    }
    const result = evaluateExpression(expression, new Map());
    variables.set(name, result === MISSING ? null : result);
  }
  return variables;
}
