import { createHmac, randomBytes } from "node:crypto";
import { parseCookie, stringifySetCookie } from "cookie";
import { secretsMatch } from "./compare-secrets.ts";

/** Makes and checks the cookie of a signed-in browser. It proves knowledge of the admin token without carrying it. */
export interface SessionCookie {
  /** A `Set-Cookie` value that signs in for 30 days. */
  issue(options: { secure: boolean }): string;
  /** A `Set-Cookie` value that signs out. */
  clear(options: { secure: boolean }): string;
  /** Whether a `Cookie` header holds a session that is authentic and not expired. */
  isValid(cookieHeader: string | undefined): boolean;
}

const SESSION_SECONDS = 30 * 24 * 3600;
const VERSION = "v1";
const NONCE_BYTES = 12;

/** Every key derives from the token, so a new token signs everybody out. `now` gives ms since the epoch. */
export function createSessionCookie(token: string, now: () => number): SessionCookie {
  const key = createHmac("sha256", token).update("pipewright session key").digest();
  const sign = (text: string) => createHmac("sha256", key).update(text).digest("base64url");
  // Cookies are shared between the ports of a host: two installations on one machine must not sign each other out.
  const name = `pipewright_${createHmac("sha256", key).update("cookie name").digest("hex").slice(0, 8)}`;
  const setCookie = (value: string, maxAge: number, secure: boolean) =>
    stringifySetCookie({ name, value, maxAge, path: "/", httpOnly: true, sameSite: "strict", secure });

  return {
    issue({ secure }) {
      const expiresAt = Math.floor(now() / 1000) + SESSION_SECONDS;
      const claim = `${VERSION}.${expiresAt}.${randomBytes(NONCE_BYTES).toString("base64url")}`;
      return setCookie(`${claim}.${sign(claim)}`, SESSION_SECONDS, secure);
    },
    clear: ({ secure }) => setCookie("", 0, secure),
    isValid(cookieHeader) {
      const value = cookieHeader === undefined ? undefined : parseCookie(cookieHeader)[name];
      const parts = /^(v1\.(\d{1,12})\.[\w-]{16})\.([\w-]{43})$/.exec(value ?? "");
      if (parts === null) return false;
      const [, claim = "", expiresAt, signature = ""] = parts;
      return secretsMatch(signature, sign(claim)) && Number(expiresAt) * 1000 > now();
    },
  };
}
