import type { ApiKey, CreatedApiKey } from "@pipewright/contract/api-keys";
import type { ApiKeys } from "../access/api-keys.ts";
import type { RouteHandlers } from "./route-handlers.ts";

/** The keys that pipelines report with. */
export function keyRoutes(keys: ApiKeys): RouteHandlers<"listKeys" | "createKey" | "revokeKey"> {
  return {
    async listKeys(_input, response) {
      response.json((await keys.list()) satisfies ApiKey[]);
    },

    async createKey({ body, by }, response) {
      response.json((await keys.create({ ...body, by })) satisfies CreatedApiKey);
    },

    async revokeKey({ params }, response) {
      response.json((await keys.revoke(params.id)) satisfies ApiKey);
    },
  };
}
