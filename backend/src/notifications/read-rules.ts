import { readFile } from "node:fs/promises";
import type { FieldProblem } from "@pipewright/contract/errors";
import { LineCounter, parseDocument } from "yaml";
import { isNamed, Rules } from "./rules.ts";

export type RulesRead = { rules: Rules } | { problems: FieldProblem[] };

/** The rules in a file, or what is wrong with them; those that hold without one when there is no file. */
export async function readRulesFile(path: string, targetIds: readonly string[]): Promise<RulesRead> {
  try {
    return readRules(await readFile(path, "utf8"), targetIds);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { rules: Rules.parse({}) };
    throw error;
  }
}

/** The rules in a YAML text. Problems name the field and its line. */
export function readRules(text: string, targetIds: readonly string[]): RulesRead {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    return { problems: [{ path: "notifications.yml", message: broken.message.split("\n")[0] ?? "is no YAML" }] };
  }
  const parsed = Rules.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (!parsed.success) {
    return { problems: parsed.error.issues.map(({ path, message }) => problem(path.map(keyOf), message)) };
  }
  const unknown = parsed.data.rules.flatMap(({ targets }, rule) =>
    targets.flatMap((name, at) =>
      targetIds.some((id) => isNamed(id, name)) ? [] : [{ name, path: ["rules", rule, "targets", at] }],
    ),
  );
  if (unknown.length === 0) return { rules: parsed.data };
  const known = targetIds.join(", ") || "none is configured";
  return { problems: unknown.map(({ name, path }) => problem(path, `there is no target "${name}" (${known})`)) };

  function problem(path: (string | number)[], message: string): FieldProblem {
    const offset = offsetOf(path);
    const line = offset === undefined ? "" : ` line ${lines.linePos(offset).line}`;
    return { path: `notifications.yml${line}`, message: path.length === 0 ? message : `${path.join(".")}: ${message}` };
  }

  function offsetOf(path: readonly (string | number)[]): number | undefined {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range))
        return Number(node.range[0]);
    }
    return undefined;
  }
}

function keyOf(key: PropertyKey): string | number {
  return typeof key === "symbol" ? String(key) : key;
}
