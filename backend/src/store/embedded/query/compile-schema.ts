import type { Fields } from "../bson/values.ts";
import { CommandError } from "../errors.ts";

/** $jsonSchema is not part of this store; a real MongoDB is needed for it. */
export function compileSchema(_schema: Fields): (document: Fields) => boolean {
  throw new CommandError("BadValue", "$jsonSchema is not supported by the embedded store");
}
