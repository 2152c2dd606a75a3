import type { Incident, RunResult } from "@pipewright/contract/incident";
import { renderPatch } from "./delivery/render-patch.ts";

/** The incident's change as a mail for `git am`, with the cause and the proof in it; null when there is no change. */
export function renderIncidentPatch({
  diagnosis,
  fix,
  execution,
  verification,
  approval,
  repo,
  commitSha,
  id,
}: Incident): string | null {
  if (!execution?.diff) return null;
  const proof = verification && [
    `${verification.verdict.toUpperCase()}: ${verification.command || "(no command)"}`,
    `before: ${outcome(verification.before ?? execution.before)}`,
    `after: ${outcome(verification.after)}`,
    ...(verification.reason ? [verification.reason] : []),
  ];
  return renderPatch({
    subject: fix?.summary ?? diagnosis?.title ?? "Fix the failing pipeline",
    body: [
      ...(diagnosis ? [`${diagnosis.title}\n${diagnosis.rootCause}`] : []),
      ...(proof ? [proof.join("\n")] : []),
      `${repo} at ${commitSha}${approval?.decidedBy ? `, approved by ${approval.decidedBy}` : ""}\nPipewright incident ${id}`,
    ],
    diff: execution.diff,
    date: new Date(execution.finishedAt ?? execution.startedAt),
  });
}

function outcome(result: RunResult | undefined): string {
  if (result === undefined) return "not run";
  return result.outcome === "exited" ? `exit ${result.exitCode}` : (result.reason ?? result.outcome);
}
