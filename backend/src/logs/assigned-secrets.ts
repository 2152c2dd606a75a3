import { isPasswordName, looksSecret } from "./looks-secret.ts";
import { SECRET_ISSUERS } from "./secret-issuers.ts";

const WORDS = ["pass", "pwd", "secret", "token", "cred", "connection", "dsn", "auth", "access", "key", "api"];

/** Every assigned secret's name holds one of these, in lower case. */
export const ASSIGNED_NEEDS: readonly string[] = [...WORDS, ...SECRET_ISSUERS];

/** An operator behind the rest of the name, or an argument. */
export const ASSIGNED_AHEAD = "[\\w. \\t-]{0,24}[\\\\\"'`\\]=:>|?,]|[\\w-]{0,24} \\S{4}";

const WORD = `(?<word>${ASSIGNED_NEEDS.join("|")})`;
const VALUE = "(?<value>(?:[^\\s\"'`\\\\]|\\\\(?![nrt\"'\\\\])){1,512})";
/** A name from its telling word on, the operator in the notations of shells, JSON, YAML, XML, Ruby, Go and make, and a value. */
const ASSIGNMENT = new RegExp(
  [
    WORD,
    "(?<tail>[\\w. \\t-]{0,24})",
    "(?<operator>\\\\{0,3}[\"'`\\]]{0,2}\\s{0,3}(?:=>|:{1,3}=|\\?=|\\|\\||=|:(?!:)|>|,)\\s{0,4}\\\\{0,3}[\"'`=]{0,5})",
    VALUE,
  ].join(""),
  "gi",
);
/** An option of a command whose value is an argument of its own. */
const OPTION = new RegExp(
  `${WORD}(?<tail>[\\w.-]{0,24})(?<operator>[ \\t]{1,2}["'\`]?)(?<value>[^\\s"'\`\\\\]{4,512})`,
  "gi",
);
/** What goes on behind the longest value that is looked at. */
const REST_OF_VALUE = /[^\s"'`\\]*/y;
/** A shorter value is no secret. */
const MIN_CHARACTERS = 4;
const NAME_MAX_CHARACTERS = 50;
const QUOTED_MAX_CHARACTERS = 200;
const NAME_CHARACTER = /[\w.-]/;
/** What ends a value that is no password. */
const VALUE_END = /[,;&<>()[\]{}|]/;
const TRAILING_BRACKETS = /[)\]},;>]{1,20}$/;

/** Masks the values of names such as `DB_PASSWORD`, `apiKey`, `heroku_token` or `--api-key`, where they look like secrets. */
export function maskAssigned(line: string): string {
  const masked = maskMatches(line, ASSIGNMENT, "assigned-secret");
  return masked.includes(" -") ? maskMatches(masked, OPTION, "password-option") : masked;
}

function maskMatches(line: string, pattern: RegExp, kind: string): string {
  let masked = "";
  let done = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(line); match !== null; match = pattern.exec(line)) {
    const { word = "", tail = "", operator = "", value = "" } = match.groups ?? {};
    const start = match.index + match[0].length - value.length;
    const before = readNameBefore(line, match.index);
    const name = `${before}${word}${tail}`.trim();
    const isOption = pattern === OPTION;
    const isElement = operator === ">" && line.charAt(match.index - before.length - 1) === "<";
    const found = {
      name,
      assigned: isOption || isElement || (/[=:]/.test(operator) && !/\s\S/.test(tail)),
      expression: /\s$/.test(operator),
      value: isPasswordName(name) ? value : value.slice(0, endOfWord(value)),
    };
    pattern.lastIndex = start;
    if (isOption && !name.startsWith("-")) continue;
    if (!looksSecret(found, SECRET_ISSUERS.includes(word.toLowerCase()))) continue;
    const end = isPasswordName(name) ? endOfPassword(line, start, operator) : start + endOfWord(readRest(line, start));
    if (end - start < MIN_CHARACTERS) continue;
    masked += `${line.slice(done, start)}[redacted:${kind}]`;
    done = end;
    pattern.lastIndex = end;
  }
  return masked + line.slice(done);
}

function readNameBefore(line: string, wordStart: number): string {
  let start = wordStart;
  const first = Math.max(0, wordStart - NAME_MAX_CHARACTERS);
  while (start > first && NAME_CHARACTER.test(line.charAt(start - 1))) start -= 1;
  return line.slice(start, wordStart);
}

function readRest(line: string, start: number): string {
  REST_OF_VALUE.lastIndex = start;
  return REST_OF_VALUE.exec(line)?.[0] ?? "";
}

function endOfWord(value: string): number {
  const cut = value.search(VALUE_END);
  return cut === -1 ? value.length : cut;
}

/** A password goes on to the closing quote, and without quotes to the next blank but for closing brackets. */
function endOfPassword(line: string, start: number, operator: string): number {
  const value = readRest(line, start);
  const quote = operator.at(-1) ?? "";
  const close = /["'`]/.test(quote) ? line.indexOf(quote, start + value.length) : -1;
  if (close === -1 || close - start > QUOTED_MAX_CHARACTERS) {
    return start + value.replace(TRAILING_BRACKETS, "").length;
  }
  return start + line.slice(start, close).replace(/\\{1,3}$/, "").length;
}
