const OUTPUT_TAIL_BYTES = 16 * 1024;
const OUTPUT_PASSED_ON_BYTES = 8 * 1024 * 1024;

export interface RunOutput {
  /** Takes the next piece of combined output. */
  add(text: string): void;
  /** True once so much came that the rest is no longer passed on. */
  full(): boolean;
  /** The last part, at most 16 KiB, beginning at a line where there is one. */
  tail(): string;
}

/**
 * Collects the output of one run: passes it on piece by piece, up to 8 MiB and then a line that says that it was cut, and
 * keeps its end. NUL characters become visible, since not every store takes them.
 */
export function collectOutput(onOutput: (text: string) => void, maxPassedOn = OUTPUT_PASSED_ON_BYTES): RunOutput {
  let passedOn = 0;
  let end = "";
  return {
    add(raw) {
      const text = raw.replaceAll("\0", "␀");
      if (text === "") return;
      end = (end + text).slice(-2 * OUTPUT_TAIL_BYTES);
      if (passedOn >= maxPassedOn) return;
      const room = maxPassedOn - passedOn;
      passedOn += Buffer.byteLength(text);
      onOutput(text.length <= room ? text : text.slice(0, room));
      if (passedOn >= maxPassedOn) onOutput(`\n[output cut here: more than ${maxPassedOn} bytes]\n`);
    },
    full: () => passedOn >= maxPassedOn,
    tail: () => lastPart(end),
  };
}

function lastPart(text: string): string {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length <= OUTPUT_TAIL_BYTES) return text;
  const part = bytes.subarray(bytes.length - OUTPUT_TAIL_BYTES).toString("utf8");
  const lineStart = part.indexOf("\n") + 1;
  // A single long line has no beginning to start at; only the half character in front goes.
  return lineStart > 0 && lineStart < part.length ? part.slice(lineStart) : part.replace(/^\uFFFD+/, "");
}
