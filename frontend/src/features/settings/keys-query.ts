import { ApiKey } from "@pipewright/contract/api-keys";
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { getJson } from "../../lib/api-client.ts";

/** The API keys, the newest first, those that were revoked, too. */
export const keysQuery = queryOptions({
  queryKey: ["keys"],
  queryFn: ({ signal }) => getJson("/api/dashboard/keys", z.array(ApiKey), signal),
});
