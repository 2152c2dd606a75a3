import { z } from "zod";

export const HealthPart = z.object({
  status: z.enum(["ok", "degraded", "down"]),
  /** What is in use, e.g. `embedded`, `docker`, `none`. */
  kind: z.string(),
  message: z.string(),
  /** What to do about it, when it is not ok or when there is a better choice. */
  advice: z.string().optional(),
  /** Lines for `.env`, or a command, that do it; ready to be copied. */
  snippet: z.string().optional(),
});
export type HealthPart = z.infer<typeof HealthPart>;

/** `GET /health`: 200 when work can be accepted, else 503. */
export const Health = z.object({
  status: z.enum(["ok", "degraded", "down"]),
  version: z.string(),
  uptimeSeconds: z.number(),
  parts: z.object({ store: HealthPart, queue: HealthPart, executor: HealthPart, model: HealthPart }),
});
export type Health = z.infer<typeof Health>;
