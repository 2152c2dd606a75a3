/** How runners begin the line that says what a test found. */
const LEAD = "^\\s*(?:E\\s+|>\\s+|│ )?(?:\\[info\\]\\s+)?";
/** What was asserted: the class of the error says no more than that it was an assertion. */
const ASSERTION = new RegExp(
  `${LEAD}(?:[\\w.]*(?:AssertionError|AssertionFailedError|ComparisonFailure|ExpectationNotMet\\w*)\\b.*?: |Error: |thrown: "?|assert(?:ion)? |(?=Failed asserting |Expected .+ to |Assertion with ))(?<text>.+)$`,
);
/** Anything else that was thrown: its class is half of what there is to know. */
const THROWN = new RegExp(
  `${LEAD}(?:[\\w$]+(?:\\.|::|\\\\))*(?<kind>(?:[A-Z]\\w*)?(?:Error|Exception)\\b)(?:\\s\\([\\w:]{1,60}\\))?(?::(?:\\s+(?<text>.+))?)?$`,
);
const OLD_PANIC = /panicked at '(?<text>.+)', /;
/** What pytest marks as the error, whatever it is. */
const MARKED = /^E\s{2,}(?<text>\S.*)$/;
/** Announces a message that stands on the next line. */
const ANNOUNCES = /^(?:.*panicked at \S+:\d+:\d+:|\s+Error Message:)$/;
const EXPECTED = /^\s*(?:│ |[-+] )?expected\b[^:]{0,30}: *(?<value>\S.*)$/i;
const RECEIVED = /^\s*(?:│ |[-+] )?(?:received|actual|got)\b[^:]{0,30}: *(?<value>\S.*)$/i;
/** Says only how values were compared. */
const COMPARISON = /^(?:expect\(|Assert\.\w+\(\) Failure)/;
/** Tells how to read the difference that follows, which is longer than a line. */
const LEGEND = /\(-want \+got\)|\(-got \+want\)|^\s*\+ actual - expected/;
const FRAME = /^\s*(?:at |File "|\.\.\. |[-=~^─⎯│]+$|\d+ ?\||>? *\d+ \|)/;
/** Lines below the message within which the values that differ are named. */
const PAIR_WITHIN = 12;
const PAIR_GAP = 4;
const MESSAGE_CHARACTERS = 300;

/** What a failing test found, in one line, from its own lines; undefined where they do not tell. */
export function messageOfTest(block: readonly string[]): string | undefined {
  // pytest shows the source line first, and what came of it with its mark.
  const lines = block.some((line) => MARKED.test(line)) ? block.filter((line) => !line.startsWith(">")) : block;
  for (const [index, line] of lines.entries()) {
    const rest = lines.slice(index + 1);
    const text = messageOfLine(line, rest);
    if (text !== undefined) return completeMessage(text, rest).slice(0, MESSAGE_CHARACTERS);
    const pair = differingValues(lines.slice(index, index + 1 + PAIR_GAP));
    if (pair !== undefined && EXPECTED.test(line)) return pair.slice(0, MESSAGE_CHARACTERS);
  }
  return lines.map((line) => MARKED.exec(line)?.groups?.text).find((text) => text !== undefined);
}

/** A message that ends before it says anything, with what stands below it. */
export function completeMessage(message: string, below: readonly string[]): string {
  const text = message.trim();
  const isComparison = COMPARISON.test(text);
  if (!isComparison && !text.endsWith(":")) return text;
  const pair = differingValues(below.slice(0, PAIR_WITHIN));
  if (pair !== undefined) return isComparison ? pair : `${text} ${pair}`;
  const next = below.find((line) => line.trim() !== "");
  if (isComparison || next === undefined || FRAME.test(next)) return text.replace(/:$/, "");
  if (LEGEND.test(text) || LEGEND.test(next)) return text.replace(/:$/, "");
  return `${text} ${next.trim()}`;
}

function messageOfLine(line: string, rest: readonly string[]): string | undefined {
  const asserted = ASSERTION.exec(line) ?? OLD_PANIC.exec(line);
  if (asserted) return asserted.groups?.text;
  if (ANNOUNCES.test(line)) return rest.find((each) => each.trim() !== "")?.trim();
  const thrown = THROWN.exec(line)?.groups;
  if (thrown === undefined) return undefined;
  const text = thrown.text ?? (line.trimEnd().endsWith(":") ? rest[0]?.trim() : undefined);
  return text === undefined ? thrown.kind : `${thrown.kind}: ${text}`;
}

function differingValues(lines: readonly string[]): string | undefined {
  for (const [index, line] of lines.entries()) {
    const expected = EXPECTED.exec(line)?.groups?.value;
    if (expected === undefined) continue;
    for (const below of lines.slice(index + 1, index + 1 + PAIR_GAP)) {
      const received = RECEIVED.exec(below)?.groups?.value;
      if (received !== undefined) return `expected ${expected}, got ${received}`;
    }
  }
  return undefined;
}
