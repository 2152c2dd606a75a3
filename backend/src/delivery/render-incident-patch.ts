import type { Incident } from "@pipewright/contract/incident";
import { describeChange } from "./render-commit-message.ts";
import { renderPatch } from "./render-patch.ts";

/** The incident's change as a mail for `git am`, with the cause and the proof in it; null when there is no change. */
export function renderIncidentPatch(incident: Incident): string | null {
  const { execution } = incident;
  if (!execution?.diff) return null;
  const date = new Date(execution.finishedAt ?? execution.startedAt);
  return renderPatch({ ...describeChange(incident), diff: execution.diff, date });
}
