import { ForbiddenError, UnauthorizedError } from "@pipewright/contract/errors";
import type { PersonRole } from "@pipewright/contract/people";
import type { Caller } from "./caller.ts";
import { secretsMatch } from "./compare-secrets.ts";
import { type AttemptLimitOptions, createAttemptLimit, DEFAULT_ATTEMPT_LIMIT } from "./limit-attempts.ts";
import { isPersonToken, type People } from "./people.ts";
import { createSessionCookie } from "./session-cookie.ts";
import { createSitePolicy, type SiteOptions } from "./site-policy.ts";

/** Who asks. `by` is the name that goes on answers and into the timeline. */
export interface Identity {
  by: string;
  via: "bearer" | "cookie";
  role: "admin" | PersonRole;
}

/** Who may do what. */
export interface Access {
  /** @throws ForbiddenError when the `Host` is not one of ours */
  checkHost(caller: Caller): void;
  /** Who asks, or null without credentials. @throws UnauthorizedError for a wrong token, TooManyRequestsError */
  identify(caller: Caller): Promise<Identity | null>;
  /** Lets a request with valid credentials pass; a viewer's only when it changes nothing. @throws UnauthorizedError, ForbiddenError, TooManyRequestsError */
  authorize(caller: Caller): Promise<Identity>;
  /** As `authorize`, for the upgrade to a WebSocket: it reads, but no browser guards it, so the origin counts. */
  authorizeUpgrade(caller: Caller): Promise<Identity>;
  /** A `Set-Cookie` value for whoever holds the admin's token or a person's. @throws UnauthorizedError, ForbiddenError, TooManyRequestsError */
  signIn(token: string, caller: Caller): Promise<string>;
  /** A `Set-Cookie` value that signs out. @throws ForbiddenError */
  signOut(caller: Caller): string;
}

export interface AccessOptions extends SiteOptions {
  /** The admin token. */
  token: string;
  /** Who else may sign in; absent: nobody. */
  people?: Pick<People, "findByToken" | "findById">;
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

  /** Whose token it is; `id` for a person's. @throws UnauthorizedError, TooManyRequestsError */
  async function checkToken(token: string, { address }: Caller): Promise<Holder> {
    await limit.check(address);
    const person = isPersonToken(token) ? await options.people?.findByToken(token) : null;
    if (person) return { id: person.id, by: person.name, role: person.role };
    if (secretsMatch(token, options.token)) return { by: ADMIN, role: ADMIN };
    await limit.countFailure(address);
    throw new UnauthorizedError(
      "The token is not valid. `npm start` prints the admin's sign-in link with the current one.",
    );
  }

  async function checkCookie(header: string | undefined): Promise<Identity | null> {
    const session = cookie.read(header);
    if (session === null) return null;
    if (session.person === undefined) return { by: ADMIN, via: "cookie", role: ADMIN };
    const person = await options.people?.findById(session.person);
    return person ? { by: person.name, via: "cookie", role: person.role } : null;
  }

  async function identify(caller: Caller): Promise<Identity | null> {
    const token = bearerToken(caller);
    if (token === undefined) return checkCookie(caller.headers.cookie);
    const { by, role } = await checkToken(token, caller);
    return { by, via: "bearer", role };
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
      if (SAFE_METHODS.has(caller.method)) return identity;
      site.checkOrigin(caller, { required: identity.via === "cookie" });
      if (identity.role === "viewer") throw viewerRefused(identity);
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
      const { id } = await checkToken(token, caller);
      return cookie.issue({ secure: isSecure(caller), ...(id !== undefined && { person: id }) });
    },
    signOut(caller) {
      site.checkOrigin(caller, { required: false });
      return cookie.clear({ secure: isSecure(caller) });
    },
  };
}

interface Holder extends Omit<Identity, "via"> {
  id?: string;
}

function viewerRefused({ by }: Identity): ForbiddenError {
  return new ForbiddenError(
    `${by} may read here, but not answer or change anything. The admin can give the role approver.`,
  );
}

/** Undefined without one. Other schemes belong to a proxy before us and are not ours to judge. */
function bearerToken({ headers }: Caller): string | undefined {
  const [scheme, ...token] = headers.authorization?.trim().split(/ +/) ?? [];
  return scheme?.toLowerCase() === "bearer" ? token.join(" ") : undefined;
}
