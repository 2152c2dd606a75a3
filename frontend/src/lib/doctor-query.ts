import { DoctorReport, type Finding } from "@pipewright/contract/doctor";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "./api-client.ts";

/** What is connected, and what to do about the rest. */
export const doctorQuery = queryOptions({
  queryKey: ["doctor"],
  queryFn: ({ signal }) => getJson("/api/dashboard/doctor", DoctorReport, signal),
  staleTime: 30_000,
});

/** The line for `.env` that gives the server a webhook secret; undefined where it has one. */
export function proposedSecretLine(findings: Finding[]): string | undefined {
  return findings.find(({ id, kind }) => id === "webhook" && kind === "none")?.snippet;
}
