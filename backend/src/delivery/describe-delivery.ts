import type { Delivery, Incident } from "@pipewright/contract/incident";

/** The change stays here; the reason why it went no further. */
export function patchDelivery(incident: Incident, reason?: string): Delivery {
  const message = isProven(incident)
    ? "The proven change is ready as a patch"
    : "The change is ready as a patch; it is not proven";
  return { kind: "patch", message: reason === undefined ? message : `${message}. ${reason}` };
}

/** The change is on a branch of the repository; the reason why nothing was opened for it. */
export function branchDelivery(
  incident: Incident,
  pushed: { branch: string; commit: string; url: string },
  reason: string,
): Delivery {
  const proof = isProven(incident) ? "Proven" : "Not proven";
  const message = `${proof}: pushed as branch ${pushed.branch}; no pull request was opened. ${reason} Open one from that branch by hand.`;
  return { kind: "branch", message, ...pushed };
}

/** Whether the same command failed before the change and passed with it. */
export function isProven({ verification }: Incident): boolean {
  return verification?.verdict === "proven";
}

/** The branch that an incident's change is pushed as. */
export function branchOf({ id }: Incident): string {
  return `pipewright/${id}`;
}
