import type { ApprovalAnswered } from "@pipewright/contract/approvals";
import type { DeliveryNews } from "@pipewright/contract/delivery-news";
import type { Revised, ReviseRequest } from "@pipewright/contract/revision";
import type { Signal } from "@pipewright/contract/signal";
import type { Accepted } from "@pipewright/contract/simulate";

export interface ApproveCommand {
  approvalId: string;
  digest: string;
  comment?: string | undefined;
  /** Who answers, as the access room names them. */
  by: string;
}

export interface RejectCommand {
  approvalId: string;
  reason: string;
  by: string;
}

export interface ReviseCommand extends ReviseRequest {
  approvalId: string;
  by: string;
}

/** What the outside may ask of the loop. Every promise resolves only after the answer is durable. */
export interface Orchestrator {
  /** Stores the signal as an incident and starts on it; the same failure said twice is one incident. */
  accept(signal: Signal): Promise<Accepted>;
  /**
   * Where two must approve, the first approval keeps the incident waiting.
   * @throws NotFoundError, ForbiddenError for who is not on the policy's list, ConflictError (`stale_digest`,
   * `already_answered`, `already_approved`, `approval_expired`, `superseded`)
   */
  approve(command: ApproveCommand): Promise<ApprovalAnswered>;
  /** @throws NotFoundError, ConflictError (`already_answered`, `approval_expired`, `superseded`) */
  reject(command: RejectCommand): Promise<ApprovalAnswered>;
  /**
   * Puts another proposal in the place of the one that waits or was refuted.
   * @throws NotFoundError, InvalidFieldError, ConflictError (`superseded`, `already_answered`, `approval_expired`,
   * `too_many_revisions`, `no_other_fix`, `policy_forbids`)
   */
  revise(command: ReviseCommand): Promise<Revised>;
  /** Writes down what became of a delivery; null when it was none of ours, or is known already. */
  noteNews(news: DeliveryNews): Promise<{ eventId: string } | null>;
  /** Takes a failed incident up again at the step that failed. @throws NotFoundError, ConflictError (`not_failed`) */
  retry(incidentId: string, by: string): Promise<void>;
  /** Treats the same failure once more, as an incident of its own. @throws NotFoundError, ConflictError (`under_way`) */
  repeat(incidentId: string, by: string): Promise<Accepted>;
  /** What is under way here, for `/health`. */
  load(): { running: number; waiting: number; accepting: boolean };
}
