import type { FixDraft } from "@pipewright/contract/fix";

/** Masks what looks like a secret; gives other text back as it is. */
export type Redact = (text: string) => string;

const SECRET_PROBLEM =
  "it holds what looks like a secret; a fix is stored and shown, so a secret must come from where CI keeps it";

/** Says that a fix would write a secret down, or nothing. Of a patch only what it adds counts. */
export function findSecretProblem(
  { script = "", patch = "" }: Pick<FixDraft, "script" | "patch">,
  redact: Redact,
): string | undefined {
  const added = patch.split("\n").filter((line) => line.startsWith("+"));
  const written = [script, ...added].join("\n");
  return redact(written) === written ? undefined : SECRET_PROBLEM;
}
