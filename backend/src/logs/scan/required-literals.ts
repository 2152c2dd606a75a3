import { type AST, RegExpParser } from "@eslint-community/regexpp";

/** One of these stands in every text that matches. Undefined: nothing is certain. */
type Required = readonly string[] | undefined;

const parser = new RegExpParser({ ecmaVersion: 2025 });
/** A class with at most so many characters is a choice between literals. */
const MAX_CHOICES = 4;
/** Shorter ones say too little to search for. Bytes. */
const MIN_LENGTH = 2;

/**
 * Literals of which every match of the pattern holds at least one, so that a text without any of them need not be tried.
 * @throws RangeError when the pattern has no such literals: it has to be written so that it has
 */
export function requiredLiterals(pattern: RegExp): readonly string[] {
  if (pattern.ignoreCase) throw new RangeError(`${pattern} ignores case, so it has no literals`);
  const { alternatives } = parser.parsePattern(pattern.source, undefined, undefined, { unicode: pattern.unicode });
  const found = ofChoice(alternatives);
  if (found === undefined) throw new RangeError(`${pattern} can match a text that holds no certain literal`);
  return found;
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
    best = better(best, open);
    open = [""];
  };
  for (const element of elements) {
    if (element.type === "Assertion") continue;
    const exact = exactTexts(element);
    if (exact !== undefined && open.length * exact.length <= MAX_CHOICES * MAX_CHOICES) {
      open = open.flatMap((start) => exact.map((end) => start + end));
      continue;
    }
    close();
    best = better(best, ofElement(element));
  }
  close();
  return best;
}

/** All texts that the element matches, when they are few. */
function exactTexts(element: AST.Element): Required {
  if (element.type === "Character") return [String.fromCodePoint(element.value)];
  if (element.type === "Group" || element.type === "CapturingGroup") return exactChoice(element.alternatives);
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
  return exact === undefined ? ofElement(element) : exact.map((text) => text.repeat(Math.min(min, 8)));
}

/** The longer the shortest literal, the fewer texts hold it by chance. */
function better(one: Required, other: Required): Required {
  const usable = (literals: Required) => literals !== undefined && shortest(literals) >= MIN_LENGTH;
  if (!usable(other)) return one;
  if (!usable(one)) return other;
  return shortest(other ?? []) > shortest(one ?? []) ? other : one;
}

function shortest(literals: readonly string[]): number {
  return Math.min(...literals.map((each) => Buffer.byteLength(each)));
}
