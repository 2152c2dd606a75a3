import type { FixKind } from "@pipewright/contract/fix";

/** What people call a fix by: `#212` for a pull request, else its kind and where it came from. */
export function nameDelivery(incidentId: string, kind: FixKind, url: string | undefined): string {
  const number = /\/(?:pull|pulls|merge_requests)\/(\d+)(?:$|[/?#])/.exec(url ?? "")?.[1];
  return number === undefined ? `the ${kind} of incident ${incidentId}` : `#${number}`;
}
