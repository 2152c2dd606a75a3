import type { Approval, Incident } from "@pipewright/contract/incident";
import type { IncidentNotification, NotificationKind } from "@pipewright/contract/notifications";
import { cleanLine, cleanText } from "./clean-words.ts";

/** After so many fixes that did not hold a person is called. */
const NOT_HELD_ESCALATES = 3;
const REFUTED = "fix_refuted";

export interface DescribeOptions {
  /** The console, as people reach it; without a slash at its end. */
  consoleUrl: string;
  minutesSaved: number;
  /** Masks what looks like a secret, once more. */
  redact(text: string): string;
}

/** What there is to tell of an incident as it stands now; null when it is under way. */
export function describeIncident(incident: Incident, options: DescribeOptions): IncidentNotification | null {
  const told = whatToTell(incident);
  return told && notificationOf(incident, told, options);
}

/** The reminder that nobody has answered yet. */
export function describeExpiring(incident: Incident, options: DescribeOptions): IncidentNotification | null {
  const { approval } = incident;
  if (incident.status !== "awaiting_approval" || approval === undefined) return null;
  return notificationOf(incident, { kind: "expiring_soon", which: approval.id }, options);
}

interface Told {
  kind: NotificationKind;
  /** Tells this from another of the kind about the same incident. */
  which: string;
}

function whatToTell({ status, approval, fix, failure, similar, timeline, revisions }: Incident): Told | null {
  switch (status) {
    case "awaiting_approval": {
      if (approval === undefined) return null;
      const isStuck = fix?.kind === "manual" && (similar?.notHeld ?? 0) >= NOT_HELD_ESCALATES;
      return { kind: isStuck ? "escalated" : "decision_waiting", which: approval.id };
    }
    case "resolved":
      return { kind: "resolved", which: String(revisions.length) };
    case "failed":
      return { kind: failure?.code === REFUTED ? "refuted" : "failed", which: String(timeline.at(-1)?.n ?? 0) };
    default:
      return approval === undefined || approval.status === "pending"
        ? null
        : { kind: "answered", which: `${approval.id}-${approval.status}` };
  }
}

function notificationOf(
  incident: Incident,
  { kind, which }: Told,
  { consoleUrl, minutesSaved, redact }: DescribeOptions,
): IncidentNotification {
  const {
    id,
    repo,
    branch,
    commitSha,
    runUrl,
    diagnosis,
    similar,
    fix,
    risk,
    approval,
    policy,
    verification,
    delivery,
    failure,
  } = incident;
  const line = (text: string) => redact(cleanLine(text));
  const text = (words: string) => redact(cleanText(words));
  const isOver = kind === "resolved" || kind === "refuted" || kind === "failed";
  const page = `${consoleUrl}/events/${encodeURIComponent(id)}`;
  const [primary] = diagnosis?.evidence ?? [];
  return {
    kind,
    id: `${id}-${kind}-${which}`,
    at: incident.updatedAt,
    incident: {
      id,
      repo: line(repo),
      branch: line(branch),
      commitSha: line(commitSha),
      ...(isWebAddress(runUrl) && { runUrl: redact(runUrl) }),
      ...(similar && { fingerprint: similar.fingerprint }),
    },
    ...(diagnosis && {
      diagnosis: {
        category: diagnosis.category,
        title: line(diagnosis.title),
        rootCause: text(diagnosis.rootCause),
        severity: diagnosis.severity,
        confidence: diagnosis.confidence,
      },
    }),
    ...(fix && { fix: { kind: fix.kind, summary: line(fix.summary), why: text(fix.why) } }),
    ...(risk && { risk: { score: risk.score, tier: risk.tier } }),
    ...(approval && {
      approval: {
        id: approval.id,
        status: approval.status,
        digest: approval.digest,
        expiresAt: approval.expiresAt,
        ...(approval.decidedBy !== undefined && { decidedBy: line(approval.decidedBy) }),
        ...(approval.needed !== undefined && { needed: approval.needed }),
        ...(approval.given && { given: approval.given.map(({ by }) => line(by)) }),
        ...(policy?.people && { mayApprove: policy.people.filter((name) => !hasApproved(approval, name)).map(line) }),
      },
    }),
    ...(isOver && verification && { verdict: verification.verdict }),
    ...(isOver &&
      delivery && {
        delivery: {
          kind: delivery.kind,
          message: line(delivery.message),
          ...(isWebAddress(delivery.url) && { url: redact(delivery.url) }),
        },
      }),
    ...(isOver && failure && { reason: text(failure.message) }),
    minutesSaved,
    links: {
      decision: approval?.status === "pending" ? `${consoleUrl}/approvals/${encodeURIComponent(id)}` : page,
      evidence: primary ? `${page}/log?lines=${primary.startLine}-${primary.endLine}` : `${page}/log`,
    },
  };
}

function hasApproved({ given = [] }: Approval, name: string): boolean {
  return given.some(({ by }) => by.toLowerCase() === name.toLowerCase());
}

function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
