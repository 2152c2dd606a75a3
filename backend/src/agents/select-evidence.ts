import type { LogLine, ReducedLog } from "@pipewright/contract/reduced-log";

const MAX_LINE_CHARS = 400;
/** At most about 1,900 tokens; 840 in the median of the labelled logs, measured with cl100k_base. */
export const MAX_EVIDENCE_CHARS = 6000;
const NUMBER_CHARS = 8;

/** The lines a model is shown: the candidates' ranges, the likeliest first, then what stands nearest to the likeliest. In log order. */
export function selectEvidence(reduced: ReducedLog, maxChars: number = MAX_EVIDENCE_CHARS): LogLine[] {
  const chosen = new Set<LogLine>();
  let left = maxChars;
  const take = (line: LogLine): boolean => {
    if (chosen.has(line)) return true;
    const cost = Math.min(line.text.length, MAX_LINE_CHARS) + NUMBER_CHARS;
    if (cost > left) return false;
    chosen.add(line);
    left -= cost;
    return true;
  };

  const inside = reduced.candidates.flatMap(({ startLine, endLine }) =>
    reduced.lines.filter((line) => line.n >= startLine && line.n <= endLine),
  );
  const primary = reduced.candidates[0]?.startLine ?? reduced.totalLines;
  const near = [...reduced.lines].sort((a, b) => Math.abs(a.n - primary) - Math.abs(b.n - primary));
  for (const line of [...inside, ...near]) if (!take(line)) break;
  return [...chosen].sort((a, b) => a.n - b.n);
}

/** `12| text`, with `…` where lines were left out. */
export function numberLines(lines: readonly LogLine[]): string {
  let previous: number | undefined;
  const printed: string[] = [];
  for (const { n, text } of lines) {
    if (previous !== undefined && n !== previous + 1) printed.push("…");
    printed.push(`${n}| ${text.length > MAX_LINE_CHARS ? `${text.slice(0, MAX_LINE_CHARS)}…` : text}`);
    previous = n;
  }
  return printed.join("\n");
}
