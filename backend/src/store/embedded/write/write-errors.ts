import { toCommandError } from "../errors.ts";

/** One entry of `writeErrors`. */
export function writeError(index: number, error: unknown): Record<string, unknown> {
  const { code, message, details } = toCommandError(error);
  return { index, code, ...details, errmsg: message };
}
