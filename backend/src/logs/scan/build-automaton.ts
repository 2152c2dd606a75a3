/** A deterministic automaton that finds any of many literals in one pass over symbols (bytes, or UTF-16 code units). */
export interface Automaton {
  /** Class of each symbol; 0 for those that stand in no literal. */
  classOf: Uint8Array;
  /** Next state by state (already times the number of classes) plus class. State 0 is the start. */
  next: Uint32Array;
  /** States from here on have found something. */
  firstAccepting: number;
  /** Indexes of the literals that end in an accepting state. */
  found(state: number): readonly number[];
}

interface Node {
  children: Map<number, Node>;
  fallback: Node | undefined;
  literals: number[];
  state: number;
}

const newNode = (): Node => ({ children: new Map(), fallback: undefined, literals: [], state: 0 });

/**
 * Builds an Aho-Corasick automaton (Aho and Corasick, 1975) with all transitions worked out, so that each symbol costs one look-up.
 * `literals` are sequences of symbols below `symbols`, none of them empty.
 */
export function buildAutomaton(literals: readonly (readonly number[])[], symbols: number): Automaton {
  const { classOf, classes } = classify(literals, symbols);
  const root = growTree(literals);
  const nodes = linkFallbacks(root);
  // Accepting states come last, so that one comparison tells them.
  const ordered = [
    ...nodes.filter((node) => node.literals.length === 0),
    ...nodes.filter((node) => node.literals.length > 0),
  ];
  ordered.forEach((node, index) => {
    node.state = index * classes;
  });
  const next = new Uint32Array(ordered.length * classes);
  for (const node of nodes) fillRow(node, next, classOf, classes);
  const firstAccepting = nodes.filter((node) => node.literals.length === 0).length * classes;
  const found = ordered.map((node) => node.literals);
  return { classOf, next, firstAccepting, found: (state) => found[state / classes] ?? [] };
}

function classify(literals: readonly (readonly number[])[], symbols: number) {
  const classOf = new Uint8Array(symbols);
  let classes = 1;
  for (const symbol of literals.flat()) {
    if (classOf[symbol] !== 0) continue;
    classOf[symbol] = classes;
    classes += 1;
  }
  if (classes > 256) throw new RangeError("The literals hold more than 255 different symbols.");
  return { classOf, classes };
}

function growTree(literals: readonly (readonly number[])[]): Node {
  const root = newNode();
  literals.forEach((literal, index) => {
    let node = root;
    for (const symbol of literal) {
      const child = node.children.get(symbol) ?? newNode();
      node.children.set(symbol, child);
      node = child;
    }
    node.literals.push(index);
  });
  return root;
}

/** Breadth first, so that a node's fallback is complete before the node needs it. The root comes first. */
function linkFallbacks(root: Node): Node[] {
  const nodes = [root];
  for (const node of nodes) {
    for (const [symbol, child] of node.children) {
      child.fallback = node === root ? root : follow(node.fallback ?? root, symbol, root);
      child.literals = [...new Set([...child.literals, ...child.fallback.literals])];
      nodes.push(child);
    }
  }
  return nodes;
}

function follow(from: Node, symbol: number, root: Node): Node {
  let node: Node | undefined = from;
  while (node !== undefined) {
    const child: Node | undefined = node.children.get(symbol);
    if (child !== undefined) return child;
    node = node.fallback;
  }
  return root;
}

function fillRow(node: Node, next: Uint32Array, classOf: Uint8Array, classes: number): void {
  const fallback = node.fallback;
  if (fallback !== undefined) next.copyWithin(node.state, fallback.state, fallback.state + classes);
  for (const [symbol, child] of node.children) next[node.state + (classOf[symbol] ?? 0)] = child.state;
}
