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
  /** Case-insensitive text in title, repository, branch, commit or its message; looked for in the newest incidents. */
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

/**
 * What one proven fix is taken to save a person, in minutes: to read the log, find the cause and try a fix. An assumption, not a
 * measurement; simulations and fixes that were not proven save nothing.
 */
export const MINUTES_SAVED_PER_FIX = 30;

/** Rates are 0..1 and null while there is nothing to divide by; times are medians in ms, null while there are none. */
const Measures = z.object({
  incidents: z.int(),
  proven: z.int(),
  medianDiagnosisMs: z.number().nullable(),
  /** From the failure to the proof, with the time that it waited for a person. */
  medianGreenMs: z.number().nullable(),
  approvalRate: z.number().nullable(),
  provenRate: z.number().nullable(),
  minutesSaved: z.int(),
});

/** The incidents that came in on one day of UTC, as they stand now. */
export const StatsDay = Measures.extend({ day: z.iso.date() });
export type StatsDay = z.infer<typeof StatsDay>;

/** The last 30 days, today the last of them. */
export const Recent = Measures.extend({
  days: z.array(StatsDay),
  /** Repositories that had incidents, those with the most first, each with its branches. */
  places: z.array(z.object({ repo: z.string(), branches: z.array(z.string()) })),
});
export type Recent = z.infer<typeof Recent>;

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
  recent: Recent,
});
export type Stats = z.infer<typeof Stats>;
