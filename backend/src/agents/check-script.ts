import { errorMessage } from "@pipewright/contract/errors";
import { parse } from "just-bash";
import { findUnseenCharacter } from "./clean-text.ts";

const MAX_SCRIPT_BYTES = 16 * 1024;

/** Says what is wrong with a script from outside, or nothing. What it does is not judged here but by its risk. */
export function findScriptProblem(script: string, maxBytes: number = MAX_SCRIPT_BYTES): string | undefined {
  if (Buffer.byteLength(script) > maxBytes) return `the script is larger than ${maxBytes / 1024} KiB`;
  const unseen = findUnseenCharacter(script);
  if (unseen !== undefined) return `the script holds the unseen character ${unseen}`;
  try {
    parse(script);
  } catch (thrown) {
    return `the script is not valid shell: ${errorMessage(thrown)}`;
  }
  return undefined;
}
