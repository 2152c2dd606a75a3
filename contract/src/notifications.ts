import { z } from "zod";
import { Diagnosis } from "./diagnosis.ts";
import { Fix } from "./fix.ts";
import { Approval, DeliveryKind, Timestamp, Verdict } from "./incident.ts";
import { Risk } from "./risk.ts";

/** What people are told of an incident. */
export const NotificationKind = z.enum([
  "decision_waiting",
  "escalated",
  "expiring_soon",
  "answered",
  "resolved",
  "refuted",
  "failed",
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

const Links = z.object({ decision: z.url(), evidence: z.url() });

/** One thing that happened to one incident, as it stood then. */
export const IncidentNotification = z.object({
  kind: NotificationKind,
  /** The same for the same thing, however often it is sent. */
  id: z.string(),
  at: Timestamp,
  incident: z.object({
    id: z.string(),
    repo: z.string(),
    branch: z.string(),
    commitSha: z.string(),
    runUrl: z.string().optional(),
    /** The same for the same failure of another run. */
    fingerprint: z.string().optional(),
  }),
  diagnosis: Diagnosis.pick({
    category: true,
    title: true,
    rootCause: true,
    severity: true,
    confidence: true,
  }).optional(),
  fix: Fix.pick({ kind: true, summary: true, why: true }).optional(),
  risk: Risk.pick({ score: true, tier: true }).optional(),
  approval: Approval.pick({ id: true, status: true, digest: true, expiresAt: true, decidedBy: true, needed: true })
    .extend({
      /** Who has approved so far, where more than one must. */
      given: z.array(z.string()).optional(),
      /** Whom the policy lets approve and who has not yet; absent where everybody may. */
      mayApprove: z.array(z.string()).optional(),
    })
    .optional(),
  verdict: Verdict.optional(),
  delivery: z
    .object({
      /** What `url` leads to. */
      kind: DeliveryKind.optional(),
      message: z.string(),
      url: z.string().optional(),
    })
    .optional(),
  /** Why it failed. */
  reason: z.string().optional(),
  /** What an answered question would have cost a person. */
  minutesSaved: z.int(),
  links: Links,
});
export type IncidentNotification = z.infer<typeof IncidentNotification>;

/** Many things in one message. */
export const DigestNotification = z.object({
  kind: z.literal("digest"),
  id: z.string(),
  at: Timestamp,
  /** `burst`: many failed at once. `quiet_hours`: they were held. */
  because: z.enum(["burst", "quiet_hours"]),
  count: z.int(),
  byKind: z.partialRecord(NotificationKind, z.int()),
  /** The most frequent first, at most ten. */
  causes: z.array(
    z.object({ title: z.string(), count: z.int(), repos: z.array(z.string()), repoCount: z.int(), link: z.url() }),
  ),
  causeCount: z.int(),
  link: z.url(),
});
export type DigestNotification = z.infer<typeof DigestNotification>;

/** Sent by the Test button. */
export const TestNotification = z.object({
  kind: z.literal("test"),
  id: z.string(),
  at: Timestamp,
  link: z.url(),
});
export type TestNotification = z.infer<typeof TestNotification>;

export const Notification = z.discriminatedUnion("kind", [IncidentNotification, DigestNotification, TestNotification]);
export type Notification = z.infer<typeof Notification>;

/** The body of an outgoing webhook, in the form of Standard Webhooks. `type` is `incident.` and the kind. */
export const WebhookMessage = z.object({ type: z.string(), timestamp: Timestamp, data: Notification });
export type WebhookMessage = z.infer<typeof WebhookMessage>;
