import { Postings } from "./postings.ts";
import { countTerms } from "./split-terms.ts";

export interface Scored {
  key: string;
  /** 0..1: the BM25 score as a share of what the text itself would score. */
  score: number;
}

/** An inverted index with BM25 ranking. Texts are added and never change. */
export interface TextIndex {
  readonly size: number;
  has(key: string): boolean;
  /** A key that is there already keeps its text. */
  add(key: string, text: string): void;
  /** The likest texts, the best first, but those of the keys to leave out. */
  search(text: string, options: { limit: number; without?: string | undefined }): Scored[];
}

/** BM25's usual parameters (Robertson and Zaragoza, 2009): how soon repetition stops counting, and how much length does. */
const K1 = 1.2;
const B = 0.75;
/** Of a query only its rarest known terms are looked up, and none that more than this share of all texts have. */
const QUERY_TERMS = 32;
const COMMON_SHARE = 0.2;
/** With few texts, every term is common. */
const COMMON_FLOOR = 1000;

/**
 * An index of our own, for libraries were measured and are too slow here: minisearch 7 takes 1.5 s (95th percentile) and
 * 240 MiB for a query of 40 terms over 100,000 texts, since it scores every term of the query, common or not, in maps.
 */
export function createTextIndex(): TextIndex {
  const terms = new Map<string, Postings>();
  const numbers = new Map<string, number>();
  const keys: string[] = [];
  const lengths: number[] = [];
  let totalLength = 0;
  let sums = new Float32Array(1024);

  function rarestTerms(text: string): QueryTerm[] {
    const common = Math.max(COMMON_FLOOR, keys.length * COMMON_SHARE);
    const query = [...countTerms(text)].map(([term, count]) => {
      const postings = terms.get(term);
      return { count, postings, idf: idf(postings?.length ?? 0, keys.length) };
    });
    return query
      .filter(({ postings }) => (postings?.length ?? 0) <= common)
      .sort((a, b) => Number(b.postings !== undefined) - Number(a.postings !== undefined) || b.idf - a.idf)
      .slice(0, QUERY_TERMS);
  }

  /** Adds up the scores by document in `sums`; returns the documents that have one. */
  function scoreDocuments(query: readonly QueryTerm[]): number[] {
    const mean = totalLength / keys.length;
    const touched: number[] = [];
    for (const { postings, idf: weight } of query) {
      if (postings === undefined) continue;
      for (let i = 0; i < postings.length; i++) {
        const document = postings.documents[i] ?? 0;
        const before = sums[document] ?? 0;
        if (before === 0) touched.push(document);
        sums[document] = before + weight * saturate(postings.counts[i] ?? 0, lengths[document] ?? mean, mean);
      }
    }
    return touched;
  }

  return {
    get size() {
      return keys.length;
    },
    has: (key) => numbers.has(key),

    add(key, text) {
      if (numbers.has(key)) return;
      const document = keys.push(key) - 1;
      numbers.set(key, document);
      if (document >= sums.length) sums = new Float32Array(sums.length * 2);
      let length = 0;
      for (const [term, count] of countTerms(text)) {
        length += count;
        const postings = terms.get(term) ?? new Postings();
        postings.add(document, count);
        terms.set(term, postings);
      }
      lengths.push(length);
      totalLength += length;
    },

    search(text, { limit, without }) {
      if (keys.length === 0) return [];
      const query = rarestTerms(text);
      const best = bestOf(query, totalLength / keys.length);
      const found: Scored[] = [];
      for (const document of scoreDocuments(query)) {
        const score = Math.min(1, (sums[document] ?? 0) / best);
        sums[document] = 0;
        const key = keys[document] ?? "";
        const last = found[limit - 1];
        if (key === without || (last !== undefined && score <= last.score)) continue;
        insertSorted(found, { key, score }, limit);
      }
      return found;
    },
  };
}

interface QueryTerm {
  count: number;
  postings: Postings | undefined;
  idf: number;
}

/** How much a term tells, by how many texts have it. */
function idf(having: number, all: number): number {
  return Math.log(1 + (all - having + 0.5) / (having + 0.5));
}

function saturate(count: number, length: number, mean: number): number {
  return (count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / mean));
}

/** What a text with just the terms of the query would score. */
function bestOf(query: readonly QueryTerm[], mean: number): number {
  const length = query.reduce((sum, { count }) => sum + count, 0);
  return query.reduce((sum, term) => sum + term.idf * saturate(term.count, length, mean), 0);
}

function insertSorted(found: Scored[], scored: Scored, limit: number): void {
  let at = found.length;
  while (at > 0 && (found[at - 1]?.score ?? 0) < scored.score) at--;
  found.splice(at, 0, scored);
  if (found.length > limit) found.pop();
}
