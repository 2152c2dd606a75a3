import type { Session } from "@pipewright/contract/session";
import type { Access } from "../access/access.ts";
import type { RouteHandlers } from "./route-handlers.ts";

/** Signing in and out. */
export function sessionRoutes(access: Access): RouteHandlers<"getSession" | "signIn" | "signOut"> {
  return {
    async getSession({ caller }, response) {
      const identity = await access.identify(caller);
      response.json({ signedIn: identity !== null, by: identity?.by ?? null } satisfies Session);
    },

    async signIn({ body, caller }, response) {
      response.setHeader("set-cookie", await access.signIn(body.token, caller));
      response.json({ signedIn: true, by: "admin" } satisfies Session);
    },

    signOut({ caller }, response) {
      response.setHeader("set-cookie", access.signOut(caller));
      response.status(204).end();
    },
  };
}
