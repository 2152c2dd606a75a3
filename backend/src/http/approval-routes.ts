import type { ApprovalAnswered, PendingApprovals } from "@pipewright/contract/approvals";
import type { Revised } from "@pipewright/contract/revision";
import type { IncidentQueries } from "../incidents/incident-queries.ts";
import type { Orchestrator } from "../orchestrator/orchestrator.ts";
import type { RouteHandlers } from "./route-handlers.ts";

export interface ApprovalDeps {
  orchestrator: Orchestrator;
  incidents: IncidentQueries;
}

/** What people answer. */
export function approvalRoutes({
  orchestrator,
  incidents,
}: ApprovalDeps): RouteHandlers<"listPendingApprovals" | "approve" | "reject" | "revise"> {
  return {
    async listPendingApprovals(_input, response) {
      response.json({ approvals: await incidents.pending() } satisfies PendingApprovals);
    },

    async approve({ params, body, by }, response) {
      const answered = await orchestrator.approve({ approvalId: params.id, ...body, by });
      response.json(answered satisfies ApprovalAnswered);
    },

    async reject({ params, body, by }, response) {
      const answered = await orchestrator.reject({ approvalId: params.id, ...body, by });
      response.json(answered satisfies ApprovalAnswered);
    },

    async revise({ params, body, by }, response) {
      const revised = await orchestrator.revise({ approvalId: params.id, ...body, by });
      response.status(202).json(revised satisfies Revised);
    },
  };
}
