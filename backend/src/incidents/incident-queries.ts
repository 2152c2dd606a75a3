import type { PendingApproval } from "@pipewright/contract/approvals";
import type { EventsPage, EventsQuery, Stats } from "@pipewright/contract/dashboard";
import type { Incident } from "@pipewright/contract/incident";
import type { LogHits, LogLines, LogLinesQuery, LogSearchQuery } from "@pipewright/contract/log";

/** Reading side of the incidents, as the console's API gives them. */
export interface IncidentQueries {
  find(id: string): Promise<Incident | null>;
  list(query: EventsQuery): Promise<EventsPage>;
  /** The riskiest first, then the oldest. */
  pending(): Promise<PendingApproval[]>;
  stats(): Promise<Stats>;
  /** The stored (redacted) log as text, streamed. Null when there is none. */
  openLog(id: string): Promise<NodeJS.ReadableStream | null>;
  /** Lines from anywhere in the stored log. Null when there is none. */
  readLog(id: string, range: LogLinesQuery, signal: AbortSignal): Promise<LogLines | null>;
  /** Which lines of the stored log hold a text. Null when there is none. */
  searchLog(id: string, question: LogSearchQuery, signal: AbortSignal): Promise<LogHits | null>;
}
