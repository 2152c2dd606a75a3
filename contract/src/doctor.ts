import { z } from "zod";
import { HealthPart } from "./health.ts";
import { Timestamp } from "./incident.ts";
import { RunLimits } from "./run-limits.ts";

/** The parts of an installation that can be looked at one by one. */
export const DoctorId = z.enum([
  "store",
  "executor",
  "model",
  "webhook",
  "github-token",
  "notifications",
  "slack",
  "slack-webhook",
  "webhooks",
  "email",
  "sign-in",
  "git",
  "node",
]);
export type DoctorId = z.infer<typeof DoctorId>;

/** How one part stood when it was last looked at. */
export const Finding = HealthPart.extend({ id: DoctorId, name: z.string(), checkedAt: Timestamp });
export type Finding = z.infer<typeof Finding>;

/** `GET /api/dashboard/doctor`. */
export const DoctorReport = z.object({
  findings: z.array(Finding),
  limits: RunLimits,
  /** Where GitHub sends its deliveries; absent while `PIPEWRIGHT_PUBLIC_URL` does not say how the server is reached. */
  webhookUrl: z.string().optional(),
});
export type DoctorReport = z.infer<typeof DoctorReport>;
