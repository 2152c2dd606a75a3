import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter, type Node } from "yaml";

/** A place in a file; both count from 1. */
export interface Place {
  line: number;
  column: number;
}

/** Where the part at `path` stands, or its nearest parent that does; with `key`, where that key of it stands. */
export function findPlace(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
  key?: string,
): Place | undefined {
  let node: unknown = document.contents;
  let best: Node | undefined = isNode(node) ? node : undefined;
  for (const step of key === undefined ? path : [...path, key]) {
    const next = stepInto(node, step);
    if (next === undefined) break;
    // What stands in a map is found by its key, which is where a person looks for it.
    best = next.key ?? (isNode(next.value) ? next.value : best);
    node = next.value;
  }
  const offset = best?.range?.[0];
  if (offset === undefined) return undefined;
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function stepInto(node: unknown, step: PropertyKey): { key?: Node; value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    return pair && { ...(isNode(pair.key) && { key: pair.key }), value: pair.value };
  }
  if (isSeq(node) && typeof step === "number") return { value: node.items[step] };
  return undefined;
}
