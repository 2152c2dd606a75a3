import { ASSIGNED_AHEAD, ASSIGNED_NEEDS, maskAssigned } from "./assigned-secrets.ts";
import { KUBERNETES_SIGNS } from "./kubernetes-secrets.ts";
import { NAMED_SECRETS } from "./named-secrets.ts";
import { ISSUED_SECRETS, type SecretFormat } from "./secret-formats.ts";

interface Mask {
  needs: readonly string[];
  ahead?: string | undefined;
  mask(line: string): string;
}

/** In the order in which they are applied. */
const MASKS: readonly Mask[] = [
  ...[...ISSUED_SECRETS, ...NAMED_SECRETS].map((format) => ({
    needs: format.needs,
    ahead: format.ahead,
    mask: (line: string) => maskFormat(line, format),
  })),
  { needs: ASSIGNED_NEEDS, ahead: ASSIGNED_AHEAD, mask: maskAssigned },
  // Its lines have to be looked at, but not alone.
  { ...KUBERNETES_SIGNS, mask: (line) => line },
];
const ESCAPE = "\u001b";
const KEY_BEGIN = "-----begin ";
const NEEDS = [...new Set([ESCAPE, KEY_BEGIN, ...MASKS.flatMap(({ needs }) => needs)])];
/** The longest first: where it is found, those that it begins with may be meant as well. */
const ANY_NEED = new RegExp(
  NEEDS.sort((a, b) => b.length - a.length)
    .map(escapeForPattern)
    .join("|"),
  "gi",
);
/** By literal: the masks that it may be a sign of, each with what has to follow the literal. */
const MASKS_BY_NEED = new Map(NEEDS.map((need) => [need, findMasks(need)]));

/** Where the first sign of a secret is from `start` on; -1 when there is none. */
export function findSign(text: string, start: number): number {
  ANY_NEED.lastIndex = start;
  for (let found = ANY_NEED.exec(text); found !== null; found = ANY_NEED.exec(text)) {
    const possible = MASKS_BY_NEED.get(found[0].toLowerCase()) ?? [];
    if (possible.length === 0 || possible.some(({ follows }) => follows(text, found.index))) return found.index;
    ANY_NEED.lastIndex = found.index + 1;
  }
  return -1;
}

/** The line with all secrets masked that stand on it alone. */
export function maskLine(line: string): string {
  const indexes = new Set<number>();
  ANY_NEED.lastIndex = 0;
  for (let found = ANY_NEED.exec(line); found !== null; found = ANY_NEED.exec(line)) {
    for (const { index, follows } of MASKS_BY_NEED.get(found[0].toLowerCase()) ?? []) {
      if (!indexes.has(index) && follows(line, found.index)) indexes.add(index);
    }
    ANY_NEED.lastIndex = found.index + 1;
  }
  return [...indexes].sort((a, b) => a - b).reduce((masked, index) => MASKS[index]?.mask(masked) ?? masked, line);
}

interface PossibleMask {
  index: number;
  /** Whether the literal that is found at `at` is followed by what makes it a sign. */
  follows(text: string, at: number): boolean;
}

function findMasks(found: string): PossibleMask[] {
  return MASKS.flatMap(({ needs, ahead }, index) => {
    const need = needs.find((each) => found.startsWith(each));
    if (need === undefined) return [];
    const pattern = ahead === undefined ? undefined : new RegExp(ahead, "iy");
    const follows = (text: string, at: number) => {
      if (pattern === undefined) return true;
      pattern.lastIndex = at + need.length;
      return pattern.test(text);
    };
    return [{ index, follows }];
  });
}

function maskFormat(line: string, { kind, pattern, accepts }: SecretFormat): string {
  return line.replace(pattern, (match: string, ...rest: unknown[]) => {
    const secret = readGroup(rest.at(-1)) ?? match;
    if (secret.startsWith("[redacted:") || secret.startsWith("***") || accepts?.(secret) === false) return match;
    const at = match.lastIndexOf(secret);
    return `${match.slice(0, at)}[redacted:${kind}]${match.slice(at + secret.length)}`;
  });
}

function readGroup(groups: unknown): string | undefined {
  if (typeof groups !== "object" || groups === null || !("secret" in groups)) return undefined;
  return typeof groups.secret === "string" ? groups.secret : undefined;
}

function escapeForPattern(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
