import { z } from "zod";
import { Category } from "./diagnosis.ts";
import { IncidentStatus, IncidentSummary, SignalSource } from "./incident.ts";

const PAGE_SIZE_MAX = 200;

/** Query of `GET /api/dashboard/events`. */
export const EventsQuery = z.object({
  status: IncidentStatus.optional(),
  repo: z.string().optional(),
  branch: z.string().optional(),
  category: Category.optional(),
  source: SignalSource.optional(),
  /** Case-insensitive text in title, repository or commit message. */
  q: z.string().max(200).optional(),
  sort: z.enum(["createdAt", "-createdAt", "updatedAt", "-updatedAt", "-risk"]).default("-createdAt"),
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(PAGE_SIZE_MAX).default(50),
});
export type EventsQuery = z.infer<typeof EventsQuery>;

export const EventsPage = z.object({
  events: z.array(IncidentSummary),
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
});
export type EventsPage = z.infer<typeof EventsPage>;

/** `GET /api/dashboard/stats`. Rates are 0..1 and null while there is nothing to divide by; times are medians in ms. */
export const Stats = z.object({
  total: z.int(),
  byStatus: z.partialRecord(IncidentStatus, z.int()),
  byCategory: z.partialRecord(Category, z.int()),
  waiting: z.int(),
  healedLast7Days: z.int(),
  approvalRate: z.number().nullable(),
  provenRate: z.number().nullable(),
  medianDiagnosisMs: z.number().nullable(),
});
export type Stats = z.infer<typeof Stats>;
