import type { Fix } from "@pipewright/contract/fix";
import type { Approval } from "@pipewright/contract/incident";

/** The question put to people about one exact fix. */
export function askApproval(fix: Fix, options: { id: string; now: Date; ttlMs: number; needed?: number }): Approval {
  return {
    id: options.id,
    status: "pending",
    digest: fix.digest,
    askedAt: options.now.toISOString(),
    ...(options.needed !== undefined && options.needed > 1 && { needed: options.needed, given: [] }),
    expiresAt: new Date(options.now.getTime() + options.ttlMs).toISOString(),
  };
}
