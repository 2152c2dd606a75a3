import { UnauthorizedError } from "@pipewright/contract/errors";
import type { Caller } from "./caller.ts";
import { secretsMatch } from "./compare-secrets.ts";
import { type AttemptLimitOptions, createAttemptLimit, DEFAULT_ATTEMPT_LIMIT } from "./limit-attempts.ts";
import { createSessionCookie } from "./session-cookie.ts";
import { createSitePolicy, type SiteOptions } from "./site-policy.ts";

/** Who asks. `by` is the name that goes on answers and into the timeline. */
export interface Identity {
  by: string;
  via: "bearer" | "cookie";
}

/** Who may do what. */
export interface Access {
  /** @throws ForbiddenError when the `Host` is not one of ours */
  checkHost(caller: Caller): void;
  /** Who asks, or null without credentials. @throws UnauthorizedError for a wrong token, TooManyRequestsError */
  identify(caller: Caller): Promise<Identity | null>;
  /** Lets a request with valid credentials pass. @throws UnauthorizedError, ForbiddenError, TooManyRequestsError */
  authorize(caller: Caller): Promise<Identity>;
  /** As `authorize`, for the upgrade to a WebSocket: it reads, but no browser guards it, so the origin counts. */
  authorizeUpgrade(caller: Caller): Promise<Identity>;
  /** A `Set-Cookie` value for whoever holds the token. @throws UnauthorizedError, ForbiddenError, TooManyRequestsError */
  signIn(token: string, caller: Caller): Promise<string>;
  /** A `Set-Cookie` value that signs out. @throws ForbiddenError */
  signOut(caller: Caller): string;
}

export interface AccessOptions extends SiteOptions {
  /** The admin token. */
  token: string;
  attemptLimit?: AttemptLimitOptions;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

const ADMIN = "admin";
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

export function createAccess(options: AccessOptions): Access {
  const site = createSitePolicy(options);
  const limit = createAttemptLimit(options.attemptLimit ?? DEFAULT_ATTEMPT_LIMIT);
  const cookie = createSessionCookie(options.token, options.now ?? Date.now);
  const isSecure = ({ https }: Caller) => https || options.publicUrl?.startsWith("https:") === true;

  async function checkToken(token: string, { address }: Caller): Promise<void> {
    await limit.check(address);
    if (secretsMatch(token, options.token)) return;
    await limit.countFailure(address);
    throw new UnauthorizedError("The token is not valid. `npm start` prints the sign-in link with the current one.");
  }

  async function identify(caller: Caller): Promise<Identity | null> {
    const token = bearerToken(caller);
    if (token === undefined) return cookie.isValid(caller.headers.cookie) ? { by: ADMIN, via: "cookie" } : null;
    await checkToken(token, caller);
    return { by: ADMIN, via: "bearer" };
  }

  async function requireIdentity(caller: Caller): Promise<Identity> {
    const identity = await identify(caller);
    if (identity !== null) return identity;
    throw new UnauthorizedError("Sign in, or send the admin token as `Authorization: Bearer <token>`.");
  }

  return {
    checkHost: site.checkHost,
    identify,
    async authorize(caller) {
      const identity = await requireIdentity(caller);
      if (!SAFE_METHODS.has(caller.method)) site.checkOrigin(caller, { required: identity.via === "cookie" });
      return identity;
    },
    async authorizeUpgrade(caller) {
      site.checkHost(caller);
      const identity = await requireIdentity(caller);
      site.checkOrigin(caller, { required: identity.via === "cookie" });
      return identity;
    },
    async signIn(token, caller) {
      if (!SAFE_METHODS.has(caller.method)) site.checkOrigin(caller, { required: false });
      await checkToken(token, caller);
      return cookie.issue({ secure: isSecure(caller) });
    },
    signOut(caller) {
      site.checkOrigin(caller, { required: false });
      return cookie.clear({ secure: isSecure(caller) });
    },
  };
}

/** Undefined without one. Other schemes belong to a proxy before us and are not ours to judge. */
function bearerToken({ headers }: Caller): string | undefined {
  const [scheme, ...token] = headers.authorization?.trim().split(/ +/) ?? [];
  return scheme?.toLowerCase() === "bearer" ? token.join(" ") : undefined;
}
