import { countTerms } from "./count-terms.ts";
import { createPostings } from "./postings.ts";

export interface Scored {
  key: string;
  /** 0..1: the BM25 score as a share of what the text itself would score. */
  score: number;
}

/** An inverted index with BM25 ranking. Texts are added and never change. */
export interface TextIndex {
  readonly size: number;
  /** A key that is there already keeps its text. */
  add(key: string, text: string): void;
  /** The likest texts, the best first, without the one of the key to leave out. */
  search(text: string, options: { limit: number; without?: string | undefined }): Scored[];
}

/** BM25's usual parameters (Robertson and Zaragoza, 2009): how soon repetition stops counting, and how much length does. */
const K1 = 1.2;
const B = 0.75;
/** Of a query the rarest terms are looked up, as long as they are in so many texts together; the rest tells little. */
const VISITS_MAX = 150_000;
const FIRST_CAPACITY = 1024;

/**
 * An index of our own, for what was measured of libraries is too slow: minisearch 7 takes 1.5 s (95th percentile) and
 * 240 MiB for queries of 40 terms over 100,000 texts, since it scores every term of a query, common or not, in maps.
 */
export function createTextIndex(): TextIndex {
  const postings = createPostings();
  const numbers = new Map<string, number>();
  const keys: string[] = [];
  let lengths = new Uint16Array(FIRST_CAPACITY);
  let sums = new Float32Array(FIRST_CAPACITY);
  let totalLength = 0;

  function queryOf(text: string): QueryTerm[] {
    return [...countTerms(text)]
      .map(([term, times]) => {
        const documents = postings.count(term);
        return { term, times, documents, idf: idf(documents, keys.length) };
      })
      .sort((a, b) => a.documents - b.documents);
  }

  /** Adds up the scores by document in `sums`; returns the documents that have one. */
  function scoreDocuments(query: readonly QueryTerm[], mean: number): number[] {
    const touched: number[] = [];
    let visits = 0;
    for (const { term, documents, idf: weight } of query) {
      visits += documents;
      if (visits > VISITS_MAX) break;
      postings.visit(term, (document, times) => {
        const before = sums[document] ?? 0;
        if (before === 0) touched.push(document);
        sums[document] = before + weight * saturate(times, lengths[document] ?? 0, mean);
      });
    }
    return touched;
  }

  return {
    get size() {
      return keys.length;
    },

    add(key, text) {
      if (numbers.has(key)) return;
      const document = keys.push(key) - 1;
      numbers.set(key, document);
      if (document === sums.length) {
        sums = new Float32Array(sums.length * 2);
        const before = lengths;
        lengths = new Uint16Array(before.length * 2);
        lengths.set(before);
      }
      let length = 0;
      for (const [term, times] of countTerms(text)) {
        length += times;
        postings.add(term, document, times);
      }
      lengths[document] = length;
      totalLength += length;
    },

    search(text, { limit, without }) {
      if (keys.length === 0) return [];
      const mean = totalLength / keys.length;
      const query = queryOf(text);
      const best = bestOf(query, mean);
      const found: Scored[] = [];
      for (const document of scoreDocuments(query, mean)) {
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
  term: number;
  times: number;
  documents: number;
  idf: number;
}

/** How much a term tells, by how many texts have it. */
function idf(having: number, all: number): number {
  return Math.log(1 + (all - having + 0.5) / (having + 0.5));
}

function saturate(times: number, length: number, mean: number): number {
  return (times * (K1 + 1)) / (times + K1 * (1 - B + (B * length) / mean));
}

/** What the text itself would score. */
function bestOf(query: readonly QueryTerm[], mean: number): number {
  const length = query.reduce((sum, { times }) => sum + times, 0);
  return query.reduce((sum, { idf: weight, times }) => sum + weight * saturate(times, length, mean), 0);
}

function insertSorted(found: Scored[], scored: Scored, limit: number): void {
  let at = found.length;
  while (at > 0 && (found[at - 1]?.score ?? 0) < scored.score) at--;
  found.splice(at, 0, scored);
  if (found.length > limit) found.pop();
}
