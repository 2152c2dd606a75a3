import { ConflictError } from "@pipewright/contract/errors";
import type { Approval } from "@pipewright/contract/incident";

export interface Answer {
  status: "approved" | "rejected";
  by: string;
  at: Date;
  comment?: string | undefined;
}

/**
 * Says whether the approval can still be answered, and by this digest.
 * @throws ConflictError `already_answered`, `approval_expired`, `stale_digest`
 */
export function checkAnswerable(approval: Approval, options: { now: Date; digest?: string }): void {
  if (
    approval.status === "expired" ||
    (approval.status === "pending" && approval.expiresAt <= options.now.toISOString())
  ) {
    throw new ConflictError("approval_expired", `The time to answer ended at ${approval.expiresAt}; nothing was run.`);
  }
  if (approval.status !== "pending") {
    const who = approval.decidedBy ?? "somebody";
    throw new ConflictError(
      "already_answered",
      `It was ${approval.status} by ${who} at ${approval.decidedAt ?? "an earlier time"}.`,
    );
  }
  if (options.digest !== undefined && options.digest !== approval.digest) {
    throw new ConflictError(
      "stale_digest",
      "The fix has changed since it was shown. Load it again and look at it before you approve.",
    );
  }
}

/** The approval with its answer. */
export function answerApproval(approval: Approval, answer: Answer): Approval {
  return {
    ...approval,
    status: answer.status,
    decidedBy: answer.by,
    decidedAt: answer.at.toISOString(),
    ...(answer.comment === undefined ? {} : { comment: answer.comment }),
  };
}

/** Whether a further approval is needed after this one, and the approval with it. @throws ConflictError `already_approved` */
export function addApproval(
  approval: Approval,
  answer: Omit<Answer, "status">,
): { approval: Approval; missing: number } {
  const { needed = 1, given = [] } = approval;
  const before = given.find(({ by }) => by.toLowerCase() === answer.by.toLowerCase());
  if (before !== undefined) {
    throw new ConflictError(
      "already_approved",
      `${answer.by} approved this already, at ${before.at}; another person is needed.`,
    );
  }
  const { by, at, comment } = answer;
  const all = [...given, { by, at: at.toISOString(), ...(comment !== undefined && { comment }) }];
  if (all.length < needed) return { approval: { ...approval, given: all }, missing: needed - all.length };
  const answered = answerApproval(approval, { ...answer, status: "approved" });
  return { approval: needed === 1 ? answered : { ...answered, given: all }, missing: 0 };
}

/** What must hold in the store at the moment of the answer, so that of two answers only one wins. */
export function answerGuard(approval: Approval, now: Date): Record<string, unknown> {
  return {
    "approval.id": approval.id,
    "approval.status": "pending",
    "approval.digest": approval.digest,
    "approval.expiresAt": { $gt: now.toISOString() },
    // So that of two first approvals at once, one is counted as the second.
    ...(approval.given && { "approval.given": { $size: approval.given.length } }),
  };
}
