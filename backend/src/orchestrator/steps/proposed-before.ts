import type { FixDraft } from "@pipewright/contract/fix";
import { sameFix } from "../../agents/same-fix.ts";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
import type { History } from "../../memory/history.ts";

/**
 * What was proposed for the same failure before, in earlier incidents and in this one, and what the person who turned the
 * last one down wishes; undefined when there is nothing of that.
 */
export function proposedBefore(
  { pastRevisions = [] }: Pick<IncidentRecord, "pastRevisions">,
  history: Pick<History, "barred" | "unwanted"> | null,
): { hint?: string | undefined; fixes: FixDraft[] } | undefined {
  const earlier = history ? [...history.barred.map(({ content }) => content), ...history.unwanted] : [];
  const fixes = [...earlier, ...pastRevisions.map(({ fix }) => fix)];
  const distinct = fixes.filter((fix, index) => !fixes.slice(index + 1).some((later) => sameFix(fix, later)));
  return distinct.length === 0 ? undefined : { hint: pastRevisions.at(-1)?.replaced.hint, fixes: distinct };
}
