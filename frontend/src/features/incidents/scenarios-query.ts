import { ScenarioSummary } from "@pipewright/contract/simulate";
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { getJson } from "../../lib/api-client.ts";

export const scenariosQuery = queryOptions({
  queryKey: ["scenarios"],
  queryFn: ({ signal }) => getJson("/api/webhook/scenarios", z.array(ScenarioSummary), signal),
  staleTime: Number.POSITIVE_INFINITY,
});
