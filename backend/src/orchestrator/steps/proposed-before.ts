import type { FixDraft } from "@pipewright/contract/fix";
import type { IncidentRecord } from "../../incidents/incident-record.ts";

/** What was proposed for the incident before, and what the person who turned the last one down wishes; undefined at first. */
export function proposedBefore({
  pastRevisions = [],
}: Pick<IncidentRecord, "pastRevisions">): { hint?: string | undefined; fixes: FixDraft[] } | undefined {
  const last = pastRevisions.at(-1);
  return last && { hint: last.replaced.hint, fixes: pastRevisions.map(({ fix }) => fix) };
}
