import { PendingApprovals } from "@pipewright/contract/approvals";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "../../lib/api-client.ts";

/** Everything that waits for a person. */
export const pendingQuery = queryOptions({
  queryKey: ["pending-approvals"],
  queryFn: ({ signal }) => getJson("/api/approvals/pending", PendingApprovals, signal),
});
