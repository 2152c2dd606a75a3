const FIRST_CAPACITY = 2;
const MAX_COUNT = 255;

/** The documents that hold one term, and how often, in flat arrays: 5 bytes a document. */
export class Postings {
  length = 0;
  documents = new Uint32Array(FIRST_CAPACITY);
  counts = new Uint8Array(FIRST_CAPACITY);

  add(document: number, count: number): void {
    if (this.length === this.documents.length) this.#grow();
    this.documents[this.length] = document;
    this.counts[this.length] = Math.min(count, MAX_COUNT);
    this.length++;
  }

  #grow(): void {
    const capacity = this.length * 2;
    const { documents, counts } = this;
    this.documents = new Uint32Array(capacity);
    this.documents.set(documents);
    this.counts = new Uint8Array(capacity);
    this.counts.set(counts);
  }
}
