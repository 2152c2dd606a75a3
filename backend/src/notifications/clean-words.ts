/** Control characters, and those that turn the direction of text or cannot be seen. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const LINE_MAX = 300;
const TEXT_MAX = 2000;

/** One line of at most 300 characters, with nothing in it that cannot be seen. */
export function cleanLine(text: string): string {
  return shorten(text.replaceAll("\n", " ").replace(UNSEEN, " ").replaceAll(/ {2,}/g, " ").trim(), LINE_MAX);
}

/** Lines of at most 2,000 characters together, with nothing in them that cannot be seen. */
export function cleanText(text: string): string {
  return shorten(text.replaceAll("\r\n", "\n").replace(UNSEEN, " ").trim(), TEXT_MAX);
}

/** Cut to so many characters, with a sign that it was. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
