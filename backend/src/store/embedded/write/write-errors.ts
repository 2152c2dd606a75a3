import { CommandError, toCommandError } from "../errors.ts";

/** One entry of `writeErrors`. */
export function writeError(index: number, error: unknown): Record<string, unknown> {
  const { code, message, details } = toCommandError(error);
  return { index, code, ...details, errmsg: message };
}

/** Errors that end a whole command instead of one of its statements. */
export function endsCommand(error: unknown): boolean {
  return (
    error instanceof CommandError && (error.codeName === "InvalidNamespace" || error.codeName === "IllegalOperation")
  );
}
