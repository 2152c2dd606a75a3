export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms" | "s" | "KB" | "MiB" | "calls" | "frames/s" | "lines" | "incidents" | "events" | "per second";
  /** What it must not go beyond, or not stay below. */
  readonly limit?: { readonly atMost: number } | { readonly atLeast: number };
}

/** A line each, as people read them. `digits` behind the point. */
export function measurementTable(measured: readonly Measurement[], digits: number): string {
  const width = Math.max(...measured.map(({ name }) => name.length));
  const unitWidth = Math.max(...measured.map(({ unit }) => unit.length));
  const rows = measured.map((measurement) => {
    const { name, value, unit } = measurement;
    const row = `${name.padEnd(width)}  ${value.toFixed(digits).padStart(9)} ${unit.padEnd(unitWidth)}`;
    return `${row}  ${limitWords(measurement)}`.trimEnd();
  });
  return `${rows.join("\n")}\n`;
}

export function isMissed({ value, limit }: Measurement): boolean {
  if (limit === undefined) return false;
  // Also true of what is no number.
  return "atMost" in limit ? !(value <= limit.atMost) : !(value >= limit.atLeast);
}

function limitWords(measurement: Measurement): string {
  const { limit } = measurement;
  if (limit === undefined) return "";
  const words = "atMost" in limit ? `at most ${limit.atMost}` : `at least ${limit.atLeast}`;
  return isMissed(measurement) ? `MISSED: ${words}` : words;
}

/** The value below which this share of the values lie; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
