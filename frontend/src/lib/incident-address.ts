import { type LineRange, writeLineRange } from "./line-range.ts";

/** Where an incident has its page in the console. */
export function incidentAddress(id: string): string {
  return `/events/${encodeURIComponent(id)}`;
}

/** Where everything that waits for a person is listed. */
export const APPROVALS_ADDRESS = "/approvals";

/** Where the question about an incident's fix has its page, beside the others that wait. */
export function approvalAddress(id: string): string {
  return `${APPROVALS_ADDRESS}/${encodeURIComponent(id)}`;
}

/** Where its whole log has its page, at these lines. */
export function logAddress(id: string, lines: LineRange): string {
  return `${incidentAddress(id)}/log?${new URLSearchParams([writeLineRange(lines)])}`;
}
