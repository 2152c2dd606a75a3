import { looksSecret, NAMED_SECRETS } from "./named-secrets.ts";
import { ISSUED_SECRETS, type SecretFormat } from "./secret-formats.ts";

const FORMATS: readonly SecretFormat[] = [...ISSUED_SECRETS, ...NAMED_SECRETS];
const ANY_NEED = new RegExp(
  [...new Set(FORMATS.flatMap((format) => format.needs))].map(escapeForPattern).join("|"),
  "i",
);
const PRIVATE_KEY_BEGIN = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/;
const PRIVATE_KEY_END = /-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/;
/** A key on one line, its line ends written as `\n`. */
const INLINE_PRIVATE_KEY =
  /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----.{0,20000}?-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;
/** What the body of a key looks like behind whatever a CI system puts before a line. */
const PRIVATE_KEY_BODY =
  /[A-Za-z0-9+/=]{16,}\s*$|(?:Proc-Type|DEK-Info|Comment|Version): |^(?:\S{20,40}Z )?\s*[A-Za-z0-9+/=]*$/;
/** A key that never ends is no key: more lines than the longest real one are not masked. */
const PRIVATE_KEY_MAX_LINES = 200;
const LINE_END = /(\r\n|\n|\r)/;

/**
 * A function that masks secrets as `[redacted:<kind>]`. It keeps the number of lines, and remembers across calls that it is inside of a
 * private key, so that a log can be given to it piece by piece; pieces have to end at line ends.
 */
export function createRedactor(): (text: string) => string {
  let keyLines = 0;

  function redactLine(line: string): string {
    if (keyLines > 0) {
      const isEnd = PRIVATE_KEY_END.test(line);
      const isBody = keyLines <= PRIVATE_KEY_MAX_LINES && PRIVATE_KEY_BODY.test(line);
      keyLines = isEnd || !isBody ? 0 : keyLines + 1;
      if (isEnd || isBody) return line.trim() === "" ? line : "[redacted:private-key]";
    }
    if (!line.includes("-----BEGIN ")) return ANY_NEED.test(line) ? maskAll(line) : line;
    const masked = line.replace(INLINE_PRIVATE_KEY, "[redacted:private-key]");
    if (!PRIVATE_KEY_BEGIN.test(masked)) return maskAll(masked);
    keyLines = 1;
    return masked.replace(/-----BEGIN .*$/, "[redacted:private-key]");
  }

  return (text) =>
    text
      .split(LINE_END)
      .map((part, index) => (index % 2 === 0 && part !== "" ? redactLine(part) : part))
      .join("");
}

function maskAll(line: string): string {
  const lower = line.toLowerCase();
  return FORMATS.reduce(
    (masked, format) => (format.needs.some((literal) => lower.includes(literal)) ? mask(masked, format) : masked),
    line,
  );
}

function mask(line: string, { kind, pattern }: SecretFormat): string {
  return line.replace(pattern, (match: string, ...rest: unknown[]) => {
    const groups = readGroups(rest.at(-1));
    const secret = groups.secret ?? groups.signature ?? match;
    if (secret.startsWith("[redacted:") || secret.startsWith("***")) return match;
    if (groups.name !== undefined && !looksSecret(groups.name, secret)) return match;
    const at = match.lastIndexOf(secret);
    return `${match.slice(0, at)}[redacted:${kind}]${match.slice(at + secret.length)}`;
  });
}

function readGroups(groups: unknown): Record<string, string | undefined> {
  if (typeof groups !== "object" || groups === null) return {};
  return Object.fromEntries(Object.entries(groups).filter(([, value]) => typeof value === "string"));
}

function escapeForPattern(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
