import type { Remedy } from "./rule.ts";

/** A script that begins by stopping at the first error. */
export function script(summary: string, why: string, lines: string[], more: Partial<Remedy> = {}): Remedy {
  return { kind: "script", summary, why, script: `set -eu\n${lines.join("\n")}\n`, undo: "git checkout -- .", ...more };
}

/** Only a person or a model can know the repair. */
export function manual(summary: string, why: string): Remedy {
  return { kind: "manual", summary, why };
}
/** Shell lines that put an awk program's output in the place of a file, keeping its mode. */
export function rewrite(quotedPath: string, awk: string): string[] {
  return [`awk ${awk} ${quotedPath} > .pipewright.tmp`, `cat .pipewright.tmp > ${quotedPath}`, "rm -f .pipewright.tmp"];
}
