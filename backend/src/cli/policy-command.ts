import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { PipewrightError } from "@pipewright/contract/errors";
import { POLICY_FILES } from "@pipewright/contract/policy";
import { parsePolicy } from "../policy/parse-policy.ts";

export interface PolicyCheck {
  exitCode: 0 | 1;
  /** To standard output; one line a mistake, as compilers write them. */
  text: string;
}

/** `pipewright policy check [file]`. @throws PipewrightError when there is no such file */
export async function checkPolicy(given: string | undefined): Promise<PolicyCheck> {
  const file = given ?? POLICY_FILES.find((name) => existsSync(name)) ?? POLICY_FILES[0];
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    const advice = given === undefined ? " Go to the repository's root, or name the file." : "";
    throw new PipewrightError("no_policy", 404, `${file} cannot be read.${advice}`, { cause });
  });
  const read = parsePolicy(text);
  if (read.ok) return { exitCode: 0, text: `${file} is right.` };
  const lines = read.problems.map(({ line, column, path, message }) =>
    [`${file}:${line}:${column}:`, path, message].filter(Boolean).join(" "),
  );
  return { exitCode: 1, text: lines.join("\n") };
}
