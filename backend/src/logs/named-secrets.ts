import { isHarmless } from "./looks-secret.ts";
import type { SecretFormat } from "./secret-formats.ts";

const CREDENTIALS_AHEAD = "[^\\s/@]{1,300}@";

/** Secrets that are known by what stands before them: a header, an address, an option. */
export const NAMED_SECRETS: readonly SecretFormat[] = [
  {
    kind: "url-password",
    needs: ["://"],
    ahead: CREDENTIALS_AHEAD,
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@'"]{0,100}:(?<secret>[^\s/@'"]{1,200})@/gi,
    accepts: isNoPlaceholder,
  },
  {
    kind: "url-token",
    needs: ["://"],
    ahead: CREDENTIALS_AHEAD,
    pattern: /\bhttps?:\/\/(?<secret>[A-Za-z0-9_-]{20,255}):?@[\w.-]{1,200}/g,
  },
  {
    kind: "authorization",
    needs: ["authorization", "bearer ", "basic "],
    pattern:
      /\b(?:authorization\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']?(?:(?:bearer|basic|token|digest|api-?key|api-token)\s{1,3}){0,1}|bearer\s{1,3}(?=[\w.~+/=-]{20})|basic\s{1,3}(?=[\w+/]{16}))(?<secret>[\w.~+/=-]{6,4000})/gi,
    accepts: (value) => !isHarmless(value) && !/^(?:bearer|basic|digest|token|header)$/i.test(value),
  },
  {
    kind: "header-key",
    needs: ["-key", "-token"],
    pattern:
      /\b(?:x-(?:[a-z]{1,20}-){0,3}|private-|job-|deploy-|api-)(?:key|token)\\{0,3}["']?\s?[:=]\s{0,3}\\{0,3}["']?(?<secret>[\w.~+/=-]{6,2000})/gi,
    accepts: isNoPlaceholder,
  },
  {
    kind: "password-option",
    needs: ["curl", "wget"],
    pattern: /\b(?:curl|wget)\b.{0,300}?\s(?:-u|--user)[ =]{0,3}["']?[^\s:"']{0,100}:(?<secret>[^\s"']{3,500})/gi,
    accepts: isNoPlaceholder,
  },
  {
    kind: "password-option",
    needs: ["curl", "wget"],
    pattern: /\b(?:curl|wget)\b.{0,300}?\s(?:-u|--user)[ =]{0,3}["']?(?<secret>[^\s:"']{8,500}):["'\s]/gi,
  },
  {
    kind: "config-password",
    needs: ["<add key="],
    pattern: /<add key=["'](?:ClearText)?Password["']\s{0,3}value=["'](?<secret>[^"']{4,500})/gi,
    accepts: isNoPlaceholder,
  },
];

function isNoPlaceholder(value: string): boolean {
  return !isHarmless(value);
}
