import { z } from "zod";
import { Diagnosis } from "./diagnosis.ts";
import { Fix } from "./fix.ts";
import { Approval, IncidentSummary } from "./incident.ts";
import { Risk } from "./risk.ts";

const COMMENT_MAX_CHARACTERS = 2000;

/** `POST /api/approvals/{id}/approve`. The digest must be the one that was shown. */
export const ApproveRequest = z.object({
  digest: Fix.shape.digest,
  comment: z.string().max(COMMENT_MAX_CHARACTERS).optional(),
});
export type ApproveRequest = z.infer<typeof ApproveRequest>;

/** `POST /api/approvals/{id}/reject`. */
export const RejectRequest = z.object({ reason: z.string().trim().min(1).max(COMMENT_MAX_CHARACTERS) });
export type RejectRequest = z.infer<typeof RejectRequest>;

export const PendingApproval = Approval.extend({
  incident: IncidentSummary,
  diagnosis: Diagnosis,
  fix: Fix,
  risk: Risk,
});
export type PendingApproval = z.infer<typeof PendingApproval>;

/** `GET /api/approvals/pending`: the riskiest first, then the oldest. */
export const PendingApprovals = z.object({ approvals: z.array(PendingApproval) });
export type PendingApprovals = z.infer<typeof PendingApprovals>;

/** The answer to an answer: the incident goes on under this id. */
export const ApprovalAnswered = z.object({ eventId: z.string(), approval: Approval });
export type ApprovalAnswered = z.infer<typeof ApprovalAnswered>;
