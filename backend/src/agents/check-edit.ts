import { InvalidFieldError } from "@pipewright/contract/errors";
import { EDITED_PATCH_MAX_BYTES, EDITED_SCRIPT_MAX_BYTES } from "@pipewright/contract/revision";
import { checkPatch } from "./check-patch.ts";
import { findScriptProblem } from "./check-script.ts";
import { findSecretProblem, type Redact } from "./find-secret.ts";

/** A person's own script or patch as it will be run. @throws InvalidFieldError when it is too large, unreadable or leaves the workspace */
export function checkEdit(
  edit: { script?: string | undefined; patch?: string | undefined },
  redact: Redact,
): { script: string } | { patch: string } {
  return edit.script === undefined
    ? { patch: checkedPatch(edit.patch ?? "", redact) }
    : { script: checkedScript(edit.script, redact) };
}

function checkedPatch(text: string, redact: Redact): string {
  const checked = checkPatch(text, [], EDITED_PATCH_MAX_BYTES);
  if (!checked.ok) throw refused("patch", checked.problem);
  const problem = findSecretProblem(checked, redact);
  if (problem !== undefined) throw refused("patch", problem);
  return checked.patch;
}

function checkedScript(text: string, redact: Redact): string {
  const script = text.replace(/\r\n/g, "\n").trim();
  if (script === "") throw refused("script", "the script is empty");
  const problem = findScriptProblem(script, EDITED_SCRIPT_MAX_BYTES) ?? findSecretProblem({ script }, redact);
  if (problem !== undefined) throw refused("script", problem);
  return `${script}\n`;
}

function refused(path: string, message: string): InvalidFieldError {
  return new InvalidFieldError([{ path, message }]);
}
