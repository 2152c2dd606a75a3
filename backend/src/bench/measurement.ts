export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms" | "s" | "MiB" | "frames/s" | "lines";
}

/** A line each, as people read them. `digits` behind the point. */
export function measurementTable(measured: readonly Measurement[], digits: number): string {
  const width = Math.max(...measured.map(({ name }) => name.length));
  const rows = measured.map(
    ({ name, value, unit }) => `${name.padEnd(width)}  ${value.toFixed(digits).padStart(9)} ${unit}`,
  );
  return `${rows.join("\n")}\n`;
}
