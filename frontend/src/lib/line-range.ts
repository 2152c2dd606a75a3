/** Lines of a log, 1-based and inclusive. */
export interface LineRange {
  first: number;
  last: number;
}

/** Lines that an address points to, by `line=12` or `lines=12-18`; undefined when it points to none. */
export function readLineRange(address: URLSearchParams): LineRange | undefined {
  const [, from, to] = /^(\d{1,12})(?:-(\d{1,12}))?$/.exec(address.get("lines") ?? address.get("line") ?? "") ?? [];
  if (from === undefined || Number(from) === 0) return undefined;
  const ends = [Number(from), Number(to ?? from)] as const;
  return { first: Math.max(1, Math.min(...ends)), last: Math.max(...ends) };
}

/** The same range in an address: its name and value. */
export function writeLineRange({ first, last }: LineRange): ["line" | "lines", string] {
  return first === last ? ["line", String(first)] : ["lines", `${first}-${last}`];
}

/** From the line where a selection began to another, whichever is first. */
export function rangeBetween(anchor: number, other: number): LineRange {
  return { first: Math.min(anchor, other), last: Math.max(anchor, other) };
}
