import type { SecretFormat } from "./secret-formats.ts";

const NAME =
  "pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|apikey|access[_-]?key|private[_-]?key|signing[_-]?key|encryption[_-]?key|credentials?|client[_-]?secret|auth[_-]?key|service[_-]?key|connection[_-]?string|dsn";

/** Secrets that are known by what stands before them: a name, a header, an address. */
export const NAMED_SECRETS: readonly SecretFormat[] = [
  {
    kind: "url-password",
    needs: ["://"],
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@'"]{0,100}:(?<secret>[^\s/@'"]{1,200})@/gi,
  },
  {
    kind: "url-token",
    needs: ["://"],
    pattern: /\bhttps?:\/\/(?<secret>[A-Za-z0-9_-]{20,255})@[\w.-]{1,200}/g,
  },
  {
    kind: "authorization",
    needs: ["authorization", "bearer ", "x-api-key", "x-auth-token", "private-token"],
    pattern:
      /\b(?:authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer|basic|token|digest)\s{1,3}|bearer\s{1,3}(?=[\w.~+/=-]{20})|(?:x-api-key|x-auth-token|private-token)["']?\s{0,3}[:=]\s{0,3}["']?)(?<secret>[\w.~+/=-]{6,2000})/gi,
  },
  {
    kind: "password-option",
    needs: ["--pass", "--token", "--secret", "--api", "--access", "--client", " -u "],
    pattern:
      /(?:--(?:password|passphrase|token|secret|api-key|access-key|secret-key|client-secret|auth-token)[ =]["']?|\b(?:curl|wget)\b.{0,300}? (?:-u|--user) ?["']?[^\s:"']{1,100}:)(?<secret>[^\s"']{4,500})/gi,
  },
  {
    kind: "assigned-secret",
    needs: ["pass", "pwd", "secret", "token", "key", "credential", "connection", "dsn"],
    pattern: new RegExp(
      `(?<![A-Za-z])(?<name>[\\w.-]{0,40}(?:${NAME})(?:[_-]?(?:id|value|file|b64|base64|\\d{1,2}))?)["']?\\s{0,3}(?:=>|:=|=|:(?!:))\\s{0,3}["']?(?<secret>[^\\s"',;<>()[\\]{}]{4,1000})`,
      "gi",
    ),
  },
];

/** Values that a secret-like name is often given in a log without being one. */
const HARMLESS =
  /^(?:\*{2,}|\[redacted|\$|%|@|~?\/[\w.]|\.{1,2}\/|true$|false$|null$|nil$|none$|undefined$|empty$|unset$|set$|required|missing|invalid|expired|not\b|is\b|was\b|the\b|your\b|no\b|yes\b|file:|env:|https?:\/\/[^@]*$|x{3,}|<|process\.env|os\.environ|secrets\.|vars\.|github\.|string|str$|text$|password$|token$|secret$|example|changeme|dummy|test$|default$|[\d.]+$)/i;
/** The name of a variable, not its value: `password: DB_PASSWORD`. */
const VARIABLE_NAME = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
const PASSWORD_NAME = /pass|pwd|secret|credential|connection|dsn/i;
/** Shannon entropy, bits a character, from which a value looks made by a machine. */
const RANDOM_BITS = 3;
const MIN_RANDOM_CHARACTERS = 8;

/** Whether the value of a secret-like name is to be masked: any password, and what looks random behind `token` or `key`. */
export function looksSecret(name: string, value: string): boolean {
  if (HARMLESS.test(value) || VARIABLE_NAME.test(value)) return false;
  if (PASSWORD_NAME.test(name)) return true;
  const isMixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  return value.length >= MIN_RANDOM_CHARACTERS && (isMixed || value.length >= 20) && entropyOf(value) >= RANDOM_BITS;
}

/** Shannon entropy of a text in bits a character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
