import type { DigestNotification, IncidentNotification, Notification } from "@pipewright/contract/notifications";

export interface Fact {
  name: string;
  value: string;
}

/** One line that says what happened. */
export function headline(notification: Notification): string {
  if (notification.kind === "digest") return digestHeadline(notification);
  if (notification.kind === "test") return "Pipewright can reach you here";
  return `${WHAT[notification.kind](notification)}: ${subjectOf(notification)}`;
}

/** What to know before a decision, most important first. */
export function facts({ incident, diagnosis, risk, minutesSaved, kind }: IncidentNotification): Fact[] {
  return [
    { name: "Repository", value: incident.repo },
    { name: "Branch", value: [incident.branch, incident.commitSha.slice(0, SHORT_SHA)].filter(Boolean).join(" at ") },
    ...(diagnosis
      ? [
          { name: "Severity", value: diagnosis.severity },
          { name: "Confidence", value: `${Math.round(diagnosis.confidence * 100)} %` },
        ]
      : []),
    ...(risk ? [{ name: "Risk of the fix", value: `${risk.tier} (${risk.score} of 100)` }] : []),
    ...(kind === "decision_waiting" || kind === "resolved"
      ? [{ name: "Saves about", value: `${minutesSaved} minutes` }]
      : []),
  ];
}

/** How it ended, or what is to be done; empty where the facts say all. */
export function outcome(notification: IncidentNotification): string {
  const { kind, approval, delivery, reason, verdict } = notification;
  switch (kind) {
    case "decision_waiting":
      return approval
        ? `${givenSoFar(approval)}Waits for an answer until ${readable(approval.expiresAt)}. Nothing runs before.`
        : "";
    case "escalated":
      return "Three fixes did not hold. A person has to look at it; nothing is run.";
    case "expiring_soon":
      return approval
        ? `Nobody has answered yet. It expires at ${readable(approval.expiresAt)}, and nothing is run.`
        : "";
    case "answered":
      return answerOf(approval);
    case "resolved":
      return [verdict && VERDICTS[verdict], delivery?.message].filter(Boolean).join(" ");
    case "refuted":
    case "failed":
      return reason ?? "";
  }
}

const DELIVERED: Partial<Record<NonNullable<Delivered["kind"]>, string>> = {
  branch: "Branch",
  commit: "Commit",
  comment: "Comment",
  rerun: "Run",
  none: "Run",
};
type Delivered = NonNullable<IncidentNotification["delivery"]>;

/** Of the link to what was delivered. */
export function deliveredWords({ kind = "pull_request" }: Delivered): string {
  return DELIVERED[kind] ?? "Pull request";
}

export function causeLine({ title, count, repos, repoCount }: DigestNotification["causes"][number]): string {
  const others = repoCount - repos.length;
  return `${count} × ${title} (${repos.join(", ")}${others > 0 ? ` and ${others} more` : ""})`;
}

/** Of the link from a cause to its question: of many, the first one's. */
export function reviewWords({ count }: DigestNotification["causes"][number]): string {
  return count === 1 ? "Review" : "Review the first";
}

const SHORT_SHA = 7;

const WHAT: Record<IncidentNotification["kind"], (notification: IncidentNotification) => string> = {
  decision_waiting: ({ fix }) => (fix?.kind === "manual" ? "A failure needs a person" : "A fix waits for you"),
  escalated: () => "A person is needed",
  expiring_soon: () => "A question expires soon",
  answered: ({ approval }) => ANSWERS[approval?.status ?? "pending"],
  resolved: ({ verdict }) => (verdict === "proven" ? "Fixed, and proven" : "Done, but not proven"),
  refuted: () => "The fix did not help",
  failed: () => "Could not go on",
};

const ANSWERS = {
  pending: "A fix was answered",
  approved: "A fix was approved",
  rejected: "A fix was rejected",
  expired: "A question has expired",
  superseded: "A fix was replaced by another",
};

const VERDICTS = {
  proven: "The failing command was red before and is green after.",
  unproven: "Nothing could be proven.",
  refuted: "The command still fails.",
};

function subjectOf({ diagnosis, incident }: IncidentNotification): string {
  return diagnosis ? `${diagnosis.title} (${incident.repo})` : `${incident.repo}, ${incident.branch}`;
}

function digestHeadline({ because, count, causes, causeCount }: DigestNotification): string {
  const [first] = causes;
  if (because === "quiet_hours") return `${count} messages from the quiet hours`;
  if (first !== undefined && first.count * 2 > count) return `${count} failures at once, mostly: ${first.title}`;
  return `${count} failures at once, with ${causeCount} causes`;
}

function answerOf(approval: IncidentNotification["approval"]): string {
  const who = approval?.decidedBy === undefined ? "" : ` by ${approval.decidedBy}`;
  switch (approval?.status) {
    case "approved":
      return `Approved${who}.`;
    case "rejected":
      return `Rejected${who}. Nothing was run.`;
    case "expired":
      return "Nobody answered in time. Nothing was run.";
    default:
      return "Another proposal has taken its place. This one can no longer be approved.";
  }
}

const NAMES_MAX = 5;

/** Who has approved, and who still has to; empty where one person is enough. */
function givenSoFar({ needed = 1, given = [], mayApprove }: NonNullable<IncidentNotification["approval"]>): string {
  if (needed === 1) return "";
  const by = given.length === 0 ? "" : `, by ${given.join(" and ")}`;
  return `${given.length} of ${needed} approvals${by}. ${stillNeeded(needed - given.length, mayApprove)} `;
}

function stillNeeded(missing: number, names: readonly string[] | undefined): string {
  const count = missing === 1 ? "One more person" : `${missing} people`;
  if (names === undefined) return `${count} must approve.`;
  const others = names.length - NAMES_MAX;
  const who = names.slice(0, NAMES_MAX).join(", ") || "nobody else";
  return `${count} of these must approve: ${who}${others > 0 ? ` and ${others} more` : ""}.`;
}

function readable(timestamp: string): string {
  return `${timestamp.slice(0, 16).replace("T", " ")} UTC`;
}
