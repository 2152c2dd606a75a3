import type { SecretFormat } from "./secret-formats.ts";
import { SECRET_ISSUERS } from "./secret-issuers.ts";

/** A secret that is known by what stands before it. `accepts` has the last word; without it, every match is one. */
export interface NamedSecret extends SecretFormat {
  accepts?(found: NamedValue): boolean;
}

export interface NamedValue {
  /** The whole name before the value, e.g. `DB_PASSWORD`. */
  name: string;
  /** What stands between name and value: quotes, an operator, blanks. */
  operator: string;
  value: string;
}

const PASSWORD_WORDS = ["password", "passwd", "passphrase", "passcode", "pwd", "_pass"];
const SECRET_WORDS = ["secret", "token", "credential", "creds", "connection", "dsn", "auth", "access", "key", "api"];
/** Between a name and its value, in the notations of shells, JSON, YAML, XML, Ruby, Go, and make. */
const OPERATOR = String.raw`(?<operator>\\{0,3}["'${"`"}\]]{0,2}\s{0,3}(?:=>|:{1,3}=|\?=|\|\||=|:(?!:)|>|,)\s{0,4}\\{0,3}["'${"`"}=]{0,5})`;
/** A word of a longer value; what stands in brackets or behind a separator is cut off where a name does not say password. */
const VALUE = String.raw`(?<secret>(?:[^\s"'${"`"}\\]|\\(?![nrt"'])){4,512})`;
const ISSUED_VALUE = String.raw`(?<secret>[\w.=~+/%:|-]{14,512})`;

/** Secrets that are known by what stands before them: a name, a header, an address. */
export const NAMED_SECRETS: readonly NamedSecret[] = [
  {
    kind: "url-password",
    needs: ["@"],
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@'"]{0,100}:(?<secret>[^\s/@'"]{1,200})@/gi,
  },
  { kind: "url-token", needs: ["@"], pattern: /\bhttps?:\/\/(?<secret>[A-Za-z0-9_-]{20,255}):?@[\w.-]{1,200}/g },
  {
    kind: "authorization",
    needs: ["authorization", "bearer ", "basic "],
    pattern:
      /\b(?:authorization\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?(?:(?:bearer|basic|token|digest|api-token|apikey)\s{1,3})?|bearer\s{1,3}(?=[\w.~+/=-]{20})|basic\s{1,3}(?=[\w+/]{16}))(?<secret>[\w.~+/=@:-]{6,4000})/gi,
    accepts: ({ value }) => !/^(?:bearer|basic|token|digest)$/i.test(value) && !isHarmless(value),
  },
  {
    kind: "assigned-header",
    needs: ["-key:", "-token:", '-key":', '-token":'],
    pattern:
      /\b(?:x-)?(?:[a-z]{1,20}-){1,4}(?:key|token)\\{0,3}["']?:\s{0,3}\\{0,3}["']?(?<secret>[\w.~+/=@-]{8,2000})/gi,
  },
  {
    kind: "password-option",
    needs: ["--pass", "--token", "--secret", "--api", "--access", "--client", "--auth"],
    pattern:
      /--(?:password|passphrase|passwd|token|secret|api-key|api-token|access-key|access-token|secret-key|client-secret|auth-token)[ =]["']?(?<secret>[^\s"']{4,500})/gi,
    accepts: ({ value }) => !isHarmless(value),
  },
  {
    kind: "password-option",
    needs: ["curl", "wget"],
    pattern:
      /\b(?:curl|wget)\b.{0,300}? (?:-u|--user)[ =]{0,3}["']?(?:[^\s:"']{0,100}:(?<secret>[^\s"']{3,500})|(?<login>[^\s:"']{3,500}):["'\s])/gi,
    accepts: ({ value }) => !isHarmless(value),
  },
];
