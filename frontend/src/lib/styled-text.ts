import { ESCAPE_CODES } from "./escape-codes.ts";
import { visibleText } from "./visible-text.ts";

/** White and black are the page's own colours, so that every text can be read in both themes. */
export type TextColour = "red" | "green" | "yellow" | "blue" | "magenta" | "cyan" | "grey";

export interface TextStyle {
  colour?: TextColour | undefined;
  back?: TextColour | undefined;
  bold?: boolean;
  dim?: boolean;
  italic?: boolean;
  underline?: boolean;
}

export interface TextPart {
  text: string;
  style: TextStyle;
}

const PLAIN: TextStyle = {};

/**
 * Terminal output in parts of one style each (SGR codes of ECMA-48). All other escape codes are dropped; what would not show,
 * or would reorder what shows, is spelled out.
 */
export function styledText(raw: string): TextPart[] {
  const parts: TextPart[] = [];
  let style = PLAIN;
  let done = 0;
  for (const match of raw.matchAll(ESCAPE_CODES)) {
    addPart(parts, raw.slice(done, match.index), style);
    done = match.index + match[0].length;
    const codes = COLOUR_CODE.exec(match[0])?.[1];
    if (codes !== undefined) style = restyled(style, codes.split(/[;:]/).map(Number));
  }
  addPart(parts, raw.slice(done), style);
  return parts;
}

/** Terminal output as `styledText`, as it looked in the end: overwritten parts of a line go, their colours stay in force. */
export function styledOutput(raw: string): TextPart[] {
  return styledText(raw.replace(/\r+\n/g, "\n").split("\n").map(lastWritten).join("\n"));
}

/** Text without its styles. */
export function plainText(parts: readonly TextPart[]): string {
  return parts.map(({ text }) => text).join("");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are what is looked for
const COLOUR_CODE = /^(?:\u001b\[|\u009b)([\d;:]*)m$/;

function addPart(parts: TextPart[], text: string, style: TextStyle): void {
  if (text !== "") parts.push({ text: visibleText(text), style });
}

function lastWritten(line: string): string {
  const rewrites = line.split("\r");
  const last = rewrites.findLastIndex((part) => part.replace(ESCAPE_CODES, "") !== "");
  return rewrites.map((part, at) => (at === last ? part : coloursOf(part))).join("");
}

function coloursOf(part: string): string {
  return (part.match(ESCAPE_CODES) ?? []).filter((code) => COLOUR_CODE.test(code)).join("");
}

const HUES: readonly (TextColour | undefined)[] = [
  "grey",
  "red",
  "green",
  "yellow",
  "blue",
  "magenta",
  "cyan",
  undefined,
];

/** The style after the codes of one escape sequence; what is unknown changes nothing. */
function restyled(before: TextStyle, codes: number[]): TextStyle {
  let style = before;
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const [colour, used] = extendedColour(codes.slice(at + 1));
      style = code === 38 ? { ...style, colour } : { ...style, back: colour };
      at += used;
    } else style = withCode(style, code);
  }
  return style;
}

function withCode(style: TextStyle, code: number): TextStyle {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 3) return { ...style, italic: true };
  if (code === 4) return { ...style, underline: true };
  if (code === 7) return { ...style, back: style.colour ?? "grey" };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 23) return { ...style, italic: false };
  if (code === 24) return { ...style, underline: false };
  if (code === 27 || code === 49) return { ...style, back: undefined };
  if (code === 39) return { ...style, colour: undefined };
  if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) return { ...style, colour: HUES[code % 10] };
  if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) return { ...style, back: HUES[code % 10] ?? "grey" };
  return style;
}

/** The nearest hue to `5;n` or `2;r;g;b`, and how many codes that took. */
function extendedColour([kind, ...rest]: number[]): [TextColour | undefined, number] {
  const [first = 0, second = 0, third = 0] = rest;
  if (kind === 5) return [hueOfPalette(first), 2];
  if (kind === 2) return [nearestHue(first, second, third), 4];
  return [undefined, 1];
}

/** xterm's 256 colours: 16 basic ones, a cube of 6 x 6 x 6, and greys. */
function hueOfPalette(n: number): TextColour | undefined {
  if (n < 16) return HUES[n % 8];
  if (n >= 232) return n < 244 ? "grey" : undefined;
  const cube = n - 16;
  return nearestHue(Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6);
}

/** A component counts when it is more than half of the greatest. */
function nearestHue(red: number, green: number, blue: number): TextColour | undefined {
  const half = Math.max(red, green, blue) / 2;
  if (half === 0) return "grey";
  return HUES[(red > half ? 1 : 0) + (green > half ? 2 : 0) + (blue > half ? 4 : 0)];
}
