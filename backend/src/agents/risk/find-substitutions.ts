import { parse, type ScriptNode, type WordNode } from "just-bash";

type Substitution = Extract<WordNode["parts"][number], { type: "CommandSubstitution" | "ProcessSubstitution" }>;

/** The scripts in all substitutions below a node of the syntax tree, wherever they hide: arithmetic, tests, `${x:-$(…)}`. */
export function findSubstitutions(node: unknown): ScriptNode[] {
  if (typeof node !== "object" || node === null) return [];
  if (isSubstitution(node)) return [node.body];
  // Arithmetic keeps its substitutions as text.
  const asText = "type" in node && node.type === "ArithCommandSubst" && "command" in node ? node.command : undefined;
  if (typeof asText === "string") return [parse(asText)];
  return Object.values(node).flatMap(findSubstitutions);
}

function isSubstitution(node: object): node is Substitution {
  return "type" in node && (node.type === "CommandSubstitution" || node.type === "ProcessSubstitution");
}
