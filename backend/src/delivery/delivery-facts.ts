import type { Incident } from "@pipewright/contract/incident";

/** One file of a change. Counts are lines, null for a binary file. */
export interface ChangedFile {
  path: string;
  added: number | null;
  removed: number | null;
}

/** What is told with a change. */
export interface DeliveryFacts {
  incident: Incident;
  /** The run that failed, when it was one of GitHub's. */
  run?: { id: number; attempt: number; url: string; workflow: string } | undefined;
  /** Where people reach the console, without a slash at its end. */
  consoleUrl?: string | undefined;
}

/** The incident's page in the console. */
export function incidentUrl({ incident, consoleUrl }: DeliveryFacts): string | undefined {
  return consoleUrl === undefined ? undefined : `${consoleUrl}/events/${incident.id}`;
}

/** A range of the log's lines in the console. */
export function logUrl(facts: DeliveryFacts, { startLine, endLine }: { startLine: number; endLine: number }) {
  const page = incidentUrl(facts);
  const lines = startLine === endLine ? `line=${startLine}` : `lines=${startLine}-${endLine}`;
  return page === undefined ? undefined : `${page}/log?${lines}`;
}

/** How a command ended, in two words. */
export function describeRun(
  result: { outcome: string; exitCode: number | null; reason?: string | undefined } | undefined,
) {
  if (result === undefined) return "not run";
  return result.outcome === "exited"
    ? `exit ${result.exitCode}`
    : (result.reason ?? result.outcome.replaceAll("_", " "));
}
