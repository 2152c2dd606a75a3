import { HEADER_BYTES, MAX_MESSAGE_BYTES } from "./message.ts";

/** Cuts a byte stream into messages. `push` returns the whole ones; throws RangeError on an impossible length. */
export class MessageSplitter {
  private chunks: Buffer[] = [];
  private length = 0;

  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.length += chunk.length;
    const messages: Buffer[] = [];
    for (;;) {
      if (this.length < HEADER_BYTES) return messages;
      const size = this.peekLength();
      if (size < HEADER_BYTES || size > MAX_MESSAGE_BYTES)
        throw new RangeError(`message length ${size} is out of bounds`);
      if (this.length < size) return messages;
      messages.push(this.take(size));
    }
  }

  private peekLength(): number {
    const [first] = this.chunks;
    if (first !== undefined && first.length >= 4) return first.readInt32LE(0);
    return this.joined().readInt32LE(0);
  }

  private take(size: number): Buffer {
    const all = this.joined();
    const rest = all.subarray(size);
    this.chunks = rest.length > 0 ? [rest] : [];
    this.length = rest.length;
    return all.subarray(0, size);
  }

  private joined(): Buffer {
    const [first, ...others] = this.chunks;
    if (first !== undefined && others.length === 0) return first;
    const all = Buffer.concat(this.chunks);
    this.chunks = [all];
    return all;
  }
}
