const ZERO_WIDTH = "\u200b";

/**
 * Words that somebody else wrote, as words: no formatting, no HTML, no link with another text, nobody mentioned, no issue
 * referred to or closed. One line.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_{}[\]()#|~!]/g, "\\$&")
    .replace(/^([-+]|\d+[.)])(?= )/, "\\$1")
    .replace(/@(?=\w)/g, `@${ZERO_WIDTH}`)
    .replace(/(\\#|GH-)(?=\d)/gi, `$1${ZERO_WIDTH}`);
}

/** A piece of code within a line. */
export function inlineCode(text: string): string {
  const line = oneLine(text).trim();
  if (line === "") return "";
  const fence = "`".repeat(longestRun(line) + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Lines of text as they are; they cannot end the block. Longer ones than `maxLines` lose their middle. */
export function codeBlock(
  text: string,
  { language = "text", maxLines }: { language?: string; maxLines: number },
): string {
  const lines = printable(text).trimEnd().split("\n");
  const head = Math.ceil(maxLines / 2);
  const left = lines.length - maxLines;
  const kept =
    left <= 0
      ? lines
      : [...lines.slice(0, head), `… ${left} more lines …`, ...lines.slice(lines.length - maxLines + head)];
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}${language}`, ...kept.map((line) => line.slice(0, 400)), fence].join("\n");
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

function oneLine(text: string): string {
  return printable(text).replace(/\s*\n\s*/g, " ");
}

/** Without control characters and those that turn the direction of text around. */
function printable(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, "");
}
