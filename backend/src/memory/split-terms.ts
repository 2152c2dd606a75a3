const MAX_TERMS = 120;
const MIN_CHARACTERS = 2;
const MAX_CHARACTERS = 60;

/** The distinct terms of a text and how often each occurs: names whole (`app/load.py`) and by their words. */
export function countTerms(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of text.toLowerCase().match(/[\p{L}\p{N}_./@-]+/gu) ?? []) {
    const words = name.split(/[^\p{L}\p{N}_]+/u).filter(Boolean);
    const terms = words.length > 1 ? [...words, words.join("/")] : words;
    for (const term of terms) count(counts, term);
    if (counts.size >= MAX_TERMS) break;
  }
  return counts;
}

function count(counts: Map<string, number>, term: string): void {
  if (term.length < MIN_CHARACTERS || term.length > MAX_CHARACTERS) return;
  counts.set(term, (counts.get(term) ?? 0) + 1);
}
