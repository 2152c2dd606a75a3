import { type AST, RegExpParser } from "@eslint-community/regexpp";

/** One of these stands in every text that matches. Undefined: nothing is certain. */
type Required = readonly string[] | undefined;

/** Stands in a literal for the end of the line. */
export const LINE_END = "\n";

const parser = new RegExpParser({ ecmaVersion: 2025 });
/** A class with at most so many characters is a choice between literals. */
const MAX_CHOICES = 32;
/** They stand in every log. */
const COMMON: ReadonlySet<string> = new Set(["http", "https", "://"]);
const DIGITS = [..."0123456789"];
const MOST_REPEATED = 8;
/** Shorter ones say too little to search for. Bytes. */
const MIN_LENGTH = 3;

/**
 * Literals of which every match of the pattern holds at least one, so that a text without any of them need not be tried.
 * A line end in one stands for the end of the text.
 * @throws RangeError when the pattern has no such literals: it has to be written so that it has
 */
export function requiredLiterals(pattern: RegExp): readonly string[] {
  const found = findRequiredLiterals(pattern);
  if (found === undefined) throw new RangeError(`${pattern} can match a text that holds no certain literal`);
  return found;
}

/** The same; undefined when the pattern has none. */
export function findRequiredLiterals(pattern: RegExp): Required {
  if (pattern.ignoreCase) return undefined;
  const { unicode } = pattern;
  return ofChoice(parser.parsePattern(pattern.source, undefined, undefined, { unicode }).alternatives);
}

function ofChoice(alternatives: readonly AST.Alternative[]): Required {
  const each = alternatives.map(ofSequence);
  if (each.some((literals) => literals === undefined)) return undefined;
  return [...new Set(each.flatMap((literals) => literals ?? []))];
}

/** The best of what stands in a row; literals that follow one another are one. */
function ofSequence({ elements }: AST.Alternative): Required {
  let best: Required;
  let open: readonly string[] = [""];
  const close = (): void => {
    best = betterLiterals(best, open);
    open = [""];
  };
  for (const element of elements) {
    if (element.type === "Assertion") {
      if (element.kind === "end") open = open.map((text) => `${text}${LINE_END}`);
      continue;
    }
    const isRepeated = element.type === "Quantifier" && element.min > 0;
    const exact = exactTexts(isRepeated ? element.element : element);
    const goesOn = exact !== undefined && open.length * exact.length <= MAX_CHOICES;
    if (goesOn) open = open.flatMap((start) => exact.map((end) => start + end));
    if (goesOn && !isRepeated) continue;
    close();
    best = betterLiterals(best, ofElement(element));
  }
  close();
  return best;
}

/** All texts that the element matches, when they are few. */
function exactTexts(element: AST.Element): Required {
  if (element.type === "Character") return [String.fromCodePoint(element.value)];
  if (element.type === "Group" || element.type === "CapturingGroup") return exactChoice(element.alternatives);
  if (element.type === "CharacterSet" && element.kind === "digit" && !element.negate) return DIGITS;
  if (element.type !== "CharacterClass" || element.negate || element.elements.length > MAX_CHOICES) return undefined;
  const characters = element.elements.map((each) =>
    each.type === "Character" ? String.fromCodePoint(each.value) : "",
  );
  return characters.includes("") ? undefined : characters;
}

function exactChoice(alternatives: readonly AST.Alternative[]): Required {
  const texts = alternatives.map(({ elements }) => {
    const each = elements.map((element) => exactTexts(element));
    return each.every((exact) => exact?.length === 1) ? each.flat().join("") : undefined;
  });
  return texts.length > MAX_CHOICES || texts.includes(undefined) ? undefined : texts.map((text) => text ?? "");
}

function ofElement(element: AST.Element): Required {
  if (element.type === "Group" || element.type === "CapturingGroup") return ofChoice(element.alternatives);
  if (element.type === "Quantifier" && element.min > 0) return ofRepeated(element);
  return undefined;
}

function ofRepeated({ element, min }: AST.Quantifier): Required {
  const exact = exactTexts(element);
  if (exact === undefined) return ofElement(element);
  // Of several texts, each repetition may be another one.
  return exact.length === 1 ? exact.map((text) => text.repeat(Math.min(min, MOST_REPEATED))) : exact;
}

/** The better of two sets of literals: the longer the shortest of them, the fewer texts hold it by chance. */
export function betterLiterals(one: Required, other: Required): Required {
  const usable = (literals: Required) => literals !== undefined && shortest(literals) >= MIN_LENGTH;
  if (!usable(other)) return one;
  if (!usable(one)) return other;
  return shortest(other ?? []) > shortest(one ?? []) ? other : one;
}

function shortest(literals: readonly string[]): number {
  return Math.min(...literals.map((each) => (COMMON.has(each) ? 0 : Buffer.byteLength(each))));
}
