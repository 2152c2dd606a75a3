import { createHmac, randomBytes } from "node:crypto";
import { parseCookie, stringifySetCookie } from "cookie";
import { secretsMatch } from "./compare-secrets.ts";

/** Makes and checks the cookie of a signed-in browser. It proves that a token was shown, without carrying it. */
export interface SessionCookie {
  /** A `Set-Cookie` value that signs in for 30 days: the admin, or the person with this id. */
  issue(options: { secure: boolean; person?: string }): string;
  /** A `Set-Cookie` value that signs out. */
  clear(options: { secure: boolean }): string;
  /** The session in a `Cookie` header, when it is authentic and not expired; without a person it is the admin's. */
  read(cookieHeader: string | undefined): { person?: string } | null;
}

const SESSION_SECONDS = 30 * 24 * 3600;
const ADMIN_VERSION = "v1";
const PERSON_VERSION = "v2";
const SESSION = /^(v1\.(\d{1,12})\.[\w-]{16}|v2\.(\d{1,12})\.[\w-]{16}\.([0-9a-f]{24}))\.([\w-]{43})$/;
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
    issue({ secure, person }) {
      const expiresAt = Math.floor(now() / 1000) + SESSION_SECONDS;
      const rest = `${expiresAt}.${randomBytes(NONCE_BYTES).toString("base64url")}`;
      const claim = person === undefined ? `${ADMIN_VERSION}.${rest}` : `${PERSON_VERSION}.${rest}.${person}`;
      return setCookie(`${claim}.${sign(claim)}`, SESSION_SECONDS, secure);
    },
    clear: ({ secure }) => setCookie("", 0, secure),
    read(cookieHeader) {
      const value = cookieHeader === undefined ? undefined : parseCookie(cookieHeader)[name];
      const [, claim = "", adminUntil, personUntil, person, signature = ""] = SESSION.exec(value ?? "") ?? [];
      if (!secretsMatch(signature, sign(claim)) || Number(adminUntil ?? personUntil) * 1000 <= now()) return null;
      return person === undefined ? {} : { person };
    },
  };
}
