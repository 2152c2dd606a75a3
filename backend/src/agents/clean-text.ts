/** Control characters but tab and newline, and what turns or hides text (Trojan Source, CVE-2021-42574). */
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** The first character that a person would not see but a machine would act on, as `U+202E`; undefined when there is none. */
export function findUnseenCharacter(text: string): string | undefined {
  const found = UNSEEN.exec(text)?.[0].codePointAt(0);
  return found === undefined ? undefined : `U+${found.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Prose from outside for people's eyes: without unseen characters, at most `maxChars`. */
export function cleanProse(text: string, maxChars: number): string {
  const clean = text.replaceAll(new RegExp(UNSEEN, "gu"), "").trim();
  return clean.length > maxChars ? `${clean.slice(0, maxChars).trimEnd()}…` : clean;
}

/** The same on one line. */
export function cleanLine(text: string, maxChars: number): string {
  return cleanProse(text.replace(/\s+/g, " "), maxChars);
}
