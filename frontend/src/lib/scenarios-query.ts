import { ScenarioSummary } from "@pipewright/contract/simulate";
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { getJson } from "./api-client.ts";

/** The failures that come with the server; they do not change while it runs. */
export const scenariosQuery = queryOptions({
  queryKey: ["scenarios"],
  queryFn: ({ signal }) => getJson("/api/webhook/scenarios", z.array(ScenarioSummary), signal),
  staleTime: Number.POSITIVE_INFINITY,
});
