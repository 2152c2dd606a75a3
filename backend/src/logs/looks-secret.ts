/** A value, with what stands before it in the line. */
export interface NamedValue {
  /** The whole name, e.g. `DB_PASSWORD`. */
  name: string;
  /** False where only a comma or an angle bracket is between name and value, or words are. */
  assigned: boolean;
  /** It may be an expression of a programming language: no quote is before it, and a blank is. */
  expression: boolean;
  value: string;
}

/** Values that a secret-like name is often given in a log without being one. */
const HARMLESS =
  /^(?:\*{2,}|\[(?:redacted|hidden|masked|filtered)|inherit$|\$|%|@|~?\/[\w./]|\.{1,2}\/|true$|false$|null$|nil$|none$|undefined$|empty$|unset$|set$|required|missing|invalid|expired|not\b|is\b|was\b|the\b|this\b|your\b|must\b|cannot\b|no\b|yes\b|please\b|file:|env:|https?:\/\/[^@]*$|x{3,}|<|process\.env|os\.environ|secrets\.|vars\.|github\.|string|str$|text$|password|token$|secret$|key$|example|changeme|dummy|test$|default$|same-origin$|include$|omit$|[\d.]+$|sha\d{1,3}[:-]|\d{4}-\d\d-\d\d)/i;
/** An expression of a programming language: a call, or a field of what often has such fields. */
const CODE =
  /^(?:await|new|typeof|async|lambda|function)$|^[A-Za-z_$][A-Za-z_$.]{0,80}\(|^(?:self|this|req|request|config|settings|options|opts|args|argv|user|data|input|params|props|ctx|context|event|env|os|process|url|headers|body|form|credentials|usage)\??[.[]/;
const TRAILING_PUNCTUATION = /[,;)\]}]{1,20}$/;
/** The name of a variable, not its value: `password: DB_PASSWORD`. */
const VARIABLE_NAME = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
/** File names, versions, dotted and slashed paths. */
const PLAIN_PATH = /^(?:[\w+@-]{0,15}[./:])+[\w+@-]{0,15}$|^(?:[A-Za-z_$]{1,80}[./:])+[A-Za-z_$]{1,80}$/;
/** Capitals, small letters and digits without a dash between: no cache key, no digest. */
const BASE64 = /^(?=[^A-Z]{0,60}[A-Z])(?=[^a-z]{0,60}[a-z])(?=\D{0,60}\d)[\w+/=]{20,}$/;

const PASSWORD_NAME =
  /pass(?:wo?r?d|phrase|code)|pwd|[_.-]pass$|[a-z]Pass$|secret|credential|creds|connection[_.-]?str|(?:^|[_.-])dsn|contribsys/i;
const TOKEN_NAME = /token|(?:api|access|private|signing|encryption|auth|service|secret|master|deploy)[_.-]?key/i;
const KEY_NAME = /(?:^|[_.-])(?:key|auth|access|api)[_.-]?$/i;
const CAMEL_KEY_NAME = /[a-z](?:Key|Auth|Access|Api)$|_KEY/;
/** Names of what is public, or names a thing. */
const PUBLIC_NAME =
  /cache|primary|foreign|public|partition|sort|routing|object|(?<!bit)bucket|index|hash|checksum|sha\d|md5|digest|fingerprint|commit|revision|release|version|build|ur[il]\b|host|path|file|dir\b|image|branch|region|type|expire|size|length|restore/i;

/** Shannon entropy, bits a character, from which a value looks made by a machine. */
const RANDOM_BITS = 3;
/** Behind a name that says little. */
const VERY_RANDOM_BITS = 3.5;
/** Characters of a value that its entropy is taken from. */
const ENTROPY_CHARACTERS = 64;
const MIN_TOKEN_CHARACTERS = 8;
const MIN_KEY_CHARACTERS = 16;
const MIN_ISSUED_CHARACTERS = 14;
/** A key with dots in it is longer and more mixed than the name of a class. */
const MIN_DOTTED_CHARACTERS = 24;
const DOTTED_BITS = 4;

/** A password's value may be any word; all others have to look made by a machine. */
export function isPasswordName(name: string): boolean {
  return PASSWORD_NAME.test(name);
}

/** Whether the value is to be masked. `issuer`: its name is that of a service which gives out keys. */
export function looksSecret({ name, assigned, expression, value }: NamedValue, issuer: boolean): boolean {
  if (issuer && /^\d{15,20}$/.test(value) && !PUBLIC_NAME.test(name)) return true;
  if (isHarmless(value) || (expression && isExpression(value))) return false;
  if (assigned && PASSWORD_NAME.test(name)) return true;
  if (!assigned && !/\d/.test(value)) return false;
  if (PASSWORD_NAME.test(name) || TOKEN_NAME.test(name))
    return (
      ((assigned && /\d/.test(value)) || !PLAIN_PATH.test(value)) && isRandom(value, MIN_TOKEN_CHARACTERS, RANDOM_BITS)
    );
  if (PUBLIC_NAME.test(name)) return false;
  if (PLAIN_PATH.test(value) && (value.includes("/") || !isRandom(value, MIN_DOTTED_CHARACTERS, DOTTED_BITS)))
    return false;
  if (issuer) return isRandom(value, MIN_ISSUED_CHARACTERS, RANDOM_BITS - 1);
  if (!assigned || !(KEY_NAME.test(name) || CAMEL_KEY_NAME.test(name))) return false;
  if (name.length <= 4 && !BASE64.test(value)) return false;
  return /\d/.test(value) && isRandom(value, MIN_KEY_CHARACTERS, VERY_RANDOM_BITS);
}

/** Whether a value only stands for a secret, or says something of one. */
export function isHarmless(value: string): boolean {
  return HARMLESS.test(value) || VARIABLE_NAME.test(value);
}

function isExpression(value: string): boolean {
  const bare = value.replace(TRAILING_PUNCTUATION, "");
  return CODE.test(value) || HARMLESS.test(bare) || VARIABLE_NAME.test(bare);
}

function isRandom(value: string, minCharacters: number, minBits: number): boolean {
  const isMixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  return (
    value.length >= minCharacters &&
    (isMixed || value.length >= 20) &&
    entropyOf(value.slice(0, ENTROPY_CHARACTERS)) >= minBits
  );
}

/** Shannon entropy of a text in bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
