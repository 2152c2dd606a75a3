import type { Scored } from "./text-index.ts";

export interface IndexedFailure {
  /** Names one fingerprint in one repository. */
  key: string;
  text: string;
}

/** Finds failures whose text is like another's. */
export interface SimilarityIndex {
  /** What is there already is left as it is. */
  add(failures: readonly IndexedFailure[]): Promise<void>;
  /** The likest first, without the failure itself. */
  search(failure: IndexedFailure, limit: number): Promise<Scored[]>;
  close(): Promise<void>;
}
