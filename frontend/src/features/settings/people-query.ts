import { Person } from "@pipewright/contract/people";
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { getJson } from "../../lib/api-client.ts";

/** The people who may sign in besides the admin, the newest first, those who were revoked, too. */
export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: ({ signal }) => getJson("/api/dashboard/people", z.array(Person), signal),
});
