import { createHash } from "node:crypto";
import type { DigestNotification, IncidentNotification, NotificationKind } from "@pipewright/contract/notifications";
import type { OutboxRecord } from "./outbox-model.ts";

const CAUSES_MAX = 10;
const REPOS_MAX = 5;

/** Many notifications as one: counted by cause, the most frequent first. */
export function makeDigest(
  records: readonly OutboxRecord[],
  { because, consoleUrl, now }: { because: DigestNotification["because"]; consoleUrl: string; now: Date },
): DigestNotification {
  const told = records.flatMap(({ notification }) => ("incident" in notification ? [notification] : []));
  const groups = groupByCause(told).sort((a, b) => b.length - a.length);
  const ids = createHash("sha256")
    .update(JSON.stringify(records.map(({ _id }) => _id).sort()))
    .digest("hex");
  return {
    kind: "digest",
    id: `digest-${ids.slice(0, 32)}`,
    at: now.toISOString(),
    because,
    count: told.length,
    byKind: countKinds(told),
    causes: groups.slice(0, CAUSES_MAX).flatMap(describeCause),
    causeCount: groups.length,
    link: `${consoleUrl}/approvals`,
  };
}

function groupByCause(told: readonly IncidentNotification[]): IncidentNotification[][] {
  const groups = new Map<string, IncidentNotification[]>();
  for (const each of told) groups.set(causeOf(each), [...(groups.get(causeOf(each)) ?? []), each]);
  return [...groups.values()];
}

/** The same words are the same cause, whatever the repository. */
function causeOf({ diagnosis, kind }: IncidentNotification): string {
  return diagnosis ? `${diagnosis.category}: ${diagnosis.title}` : kind;
}

function describeCause(group: readonly IncidentNotification[]): DigestNotification["causes"] {
  const [first] = group;
  if (first === undefined) return [];
  const repos = [...new Set(group.map(({ incident }) => incident.repo))];
  return [
    {
      title: first.diagnosis?.title ?? "Could not go on",
      count: group.length,
      repos: repos.slice(0, REPOS_MAX),
      repoCount: repos.length,
      link: first.links.decision,
    },
  ];
}

function countKinds(told: readonly IncidentNotification[]): Partial<Record<NotificationKind, number>> {
  const counts: Partial<Record<NotificationKind, number>> = {};
  for (const { kind } of told) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
