import type { SimilarityIndex } from "./similarity-index.ts";
import { createTextIndex } from "./text-index.ts";

/** Finds near failures by their words, in this process. */
export function createLexicalIndex(): SimilarityIndex {
  const index = createTextIndex();
  return {
    async add(failures) {
      for (const { key, text } of failures) index.add(key, text);
    },
    search: async ({ key, text }, limit) => index.search(text, { limit, without: key }),
    close: async () => {},
  };
}
