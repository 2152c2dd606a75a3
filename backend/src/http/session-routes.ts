import type { Session } from "@pipewright/contract/session";
import type { Access, Identity } from "../access/access.ts";
import type { RouteHandlers } from "./route-handlers.ts";

/** Signing in and out. */
export function sessionRoutes(access: Access): RouteHandlers<"getSession" | "signIn" | "signOut"> {
  return {
    async getSession({ caller }, response) {
      const identity = await access.identify(caller);
      response.json(sessionOf(identity));
    },

    async signIn({ body, caller }, response) {
      const setCookie = await access.signIn(body.token, caller);
      response.setHeader("set-cookie", setCookie);
      // The cookie says who it is for.
      const headers = { host: caller.headers.host, cookie: setCookie.split(";")[0] };
      response.json(sessionOf(await access.identify({ ...caller, headers })));
    },

    signOut({ caller }, response) {
      response.setHeader("set-cookie", access.signOut(caller));
      response.status(204).end();
    },
  };
}

function sessionOf(identity: Identity | null): Session {
  return identity === null ? { signedIn: false, by: null } : { signedIn: true, by: identity.by, role: identity.role };
}
