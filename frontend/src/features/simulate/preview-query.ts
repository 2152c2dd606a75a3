import { PreviewFix } from "@pipewright/contract/preview";
import type { SimulateRequest } from "@pipewright/contract/simulate";
import { queryOptions } from "@tanstack/react-query";
import { postJson } from "../../lib/api-client.ts";

/** A failure that a person wants to look at before anything is created. */
export interface Previewed {
  /** Tells one wish from another; a log is too long to be compared. */
  key: string;
  title: string;
  request: SimulateRequest;
}

const KEPT_MS = 60_000;

/** What would be made of the failure: cause, fix and risk. Nothing is stored. */
export function previewQuery({ key, request }: Previewed) {
  return queryOptions({
    queryKey: ["preview", key],
    queryFn: ({ signal }) => postJson("/api/webhook/preview-fix", request, PreviewFix, signal),
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
  });
}
