import type { PendingApproval } from "@pipewright/contract/approvals";
import type { EventsPage, EventsQuery, Stats } from "@pipewright/contract/dashboard";
import type { Incident } from "@pipewright/contract/incident";

/** Reading side of the incidents, as the console's API gives them. */
export interface IncidentQueries {
  find(id: string): Promise<Incident | null>;
  list(query: EventsQuery): Promise<EventsPage>;
  /** The riskiest first, then the oldest. */
  pending(): Promise<PendingApproval[]>;
  stats(now: Date): Promise<Stats>;
  /** The stored (redacted) log as text, streamed. Null when there is none. */
  openLog(id: string): Promise<NodeJS.ReadableStream | null>;
}
