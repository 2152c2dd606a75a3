import type { Health } from "@pipewright/contract/health";
import { DOCS_PAGE } from "./docs-page.ts";
import { describeApi } from "./openapi.ts";
import type { RouteHandlers } from "./route-handlers.ts";

export interface SystemDeps {
  health(): Promise<Health>;
  /** Where people reach the server, when that is not the address asked. */
  publicUrl?: string | undefined;
}

/** What describes the server itself. */
export function systemRoutes({ health, publicUrl }: SystemDeps): RouteHandlers<"getHealth" | "getOpenApi" | "getDocs"> {
  const openApi = describeApi(publicUrl);
  return {
    async getHealth(_input, response) {
      const state = await health();
      response.setHeader("cache-control", "no-store");
      response.status(state.status === "down" ? 503 : 200).json(state);
    },

    getOpenApi(_input, response) {
      response.json(openApi);
    },

    getDocs(_input, response) {
      response.type("html").send(DOCS_PAGE);
    },
  };
}
