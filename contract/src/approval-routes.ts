import { ApprovalAnswered, ApproveRequest, PendingApprovals, RejectRequest } from "./approvals.ts";
import { Revised, ReviseRequest } from "./revision.ts";
import { ById, type Route } from "./route.ts";

/** Questions about fixes, and their answers. */
export const APPROVAL_ROUTES = {
  listPendingApprovals: {
    method: "get",
    path: "/api/approvals/pending",
    tag: "approvals",
    summary: "List what waits for a person, the riskiest first",
    security: "session",
    responses: { 200: { description: "The open approvals", schema: PendingApprovals } },
    problems: [],
  },
  approve: {
    method: "post",
    path: "/api/approvals/{id}/approve",
    tag: "approvals",
    summary: "Approve exactly the fix with this digest",
    security: "session",
    params: ById,
    body: ApproveRequest,
    responses: { 200: { description: "The answer is stored", schema: ApprovalAnswered } },
    problems: [400, 404, 409, 413, 415, 422],
  },
  reject: {
    method: "post",
    path: "/api/approvals/{id}/reject",
    tag: "approvals",
    summary: "Reject the fix, with a reason",
    security: "session",
    params: ById,
    body: RejectRequest,
    responses: { 200: { description: "The answer is stored", schema: ApprovalAnswered } },
    problems: [400, 404, 409, 413, 415, 422],
  },
  revise: {
    method: "post",
    path: "/api/approvals/{id}/revise",
    tag: "approvals",
    summary:
      "Ask for another fix with a hint, or put an own script or patch in its place; the older fix can no longer be approved",
    security: "session",
    params: ById,
    body: ReviseRequest,
    responses: { 202: { description: "The new revision is stored and on its way", schema: Revised } },
    problems: [400, 404, 409, 413, 415, 422],
  },
} as const satisfies Record<string, Route>;
