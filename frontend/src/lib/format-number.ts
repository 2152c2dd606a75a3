const THIN_SPACE = "\u202f";

/** Digits in groups of three with thin spaces between them that no line breaks at. */
export function formatNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
}

/** `1 line`, `3 lines`. */
export function formatCount(count: number, one: string, many: string): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

const UNITS = ["bytes", "KiB", "MiB", "GiB"] as const;

/** `512 bytes`, `1.5 MiB`. */
export function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 || value >= 10 ? formatNumber(Math.round(value)) : value.toFixed(1)} ${UNITS[power]}`;
}
