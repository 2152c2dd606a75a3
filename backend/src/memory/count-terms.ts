const MAX_TERMS = 120;
const MIN_CHARACTERS = 2;
const MAX_CHARACTERS = 60;
/** FNV-1a, 32 bits. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * The distinct terms of a text, each by its hash, and how often it occurs: names whole (`app/load.py`) and by their words.
 * Hashes, for a piece of a string would keep the whole of it in memory; of a million terms, some hundred share one, which
 * a ranking does not feel.
 */
export function countTerms(text: string): Map<number, number> {
  const counts = new Map<number, number>();
  for (const name of text.toLowerCase().match(/[\p{L}\p{N}_./@-]+/gu) ?? []) {
    const words = name.split(/[^\p{L}\p{N}_]+/u).filter(Boolean);
    const terms = words.length > 1 ? [...words, words.join("/")] : words;
    for (const term of terms) count(counts, term);
    if (counts.size >= MAX_TERMS) break;
  }
  return counts;
}

function count(counts: Map<number, number>, term: string): void {
  if (term.length < MIN_CHARACTERS || term.length > MAX_CHARACTERS) return;
  const hash = hashOf(term);
  counts.set(hash, (counts.get(hash) ?? 0) + 1);
}

function hashOf(term: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), FNV_PRIME);
  return hash | 0;
}
