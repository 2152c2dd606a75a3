/** The documents that hold a term, by its hash. */
export interface Postings {
  /** In how many documents the term is. */
  count(term: number): number;
  add(term: number, document: number, times: number): void;
  /** Calls back for each document that holds the term, in the order they were added. */
  visit(term: number, visitor: (document: number, times: number) => void): void;
}

/** A document and how often it has the term, in one number: 24 bits and 7 bits. */
const TIMES_BITS = 7;
const MAX_TIMES = 2 ** TIMES_BITS - 1;
const FIRST_CAPACITY = 4;

interface List {
  length: number;
  packed: Uint32Array;
}

/** Postings that take 4 bytes a document; a term that only one document has, as most, is but a number in a map. */
export function createPostings(): Postings {
  const terms = new Map<number, number | List>();
  return {
    count(term) {
      const held = terms.get(term);
      if (held === undefined) return 0;
      return typeof held === "number" ? 1 : held.length;
    },
    add(term, document, times) {
      const packed = (document << TIMES_BITS) | Math.min(times, MAX_TIMES);
      const held = terms.get(term);
      if (held === undefined) terms.set(term, packed);
      else if (typeof held === "number") terms.set(term, append(listOf(held), packed));
      else append(held, packed);
    },
    visit(term, visitor) {
      const held = terms.get(term);
      if (held === undefined) return;
      if (typeof held === "number") return visitor(held >>> TIMES_BITS, held & MAX_TIMES);
      for (let i = 0; i < held.length; i++) {
        const packed = held.packed[i] ?? 0;
        visitor(packed >>> TIMES_BITS, packed & MAX_TIMES);
      }
    },
  };
}

function listOf(packed: number): List {
  const list = { length: 1, packed: new Uint32Array(FIRST_CAPACITY) };
  list.packed[0] = packed;
  return list;
}

function append(list: List, packed: number): List {
  if (list.length === list.packed.length) {
    const larger = new Uint32Array(list.length * 2);
    larger.set(list.packed);
    list.packed = larger;
  }
  list.packed[list.length++] = packed;
  return list;
}
