/** Keeps half of the limit from each end, cut at line ends, with one line between that says what is missing. */
export function cutMiddle(text: string, maxBytes: number): { kept: string; droppedBytes: number } {
  const total = Buffer.byteLength(text);
  if (total <= maxBytes) return { kept: text, droppedBytes: 0 };
  const half = Math.floor(maxBytes / 2);
  // Counted in characters, of which each is at least a byte: never more than the limit when all are ASCII.
  const head = text.slice(0, text.lastIndexOf("\n", half) + 1 || half);
  const tailStart = text.indexOf("\n", text.length - half) + 1 || text.length - half;
  const tail = text.slice(tailStart);
  const droppedBytes = total - Buffer.byteLength(head) - Buffer.byteLength(tail);
  return { kept: `${head}[pipewright: ${droppedBytes} bytes of the log were left out here]\n${tail}`, droppedBytes };
}
