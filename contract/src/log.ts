import { z } from "zod";

export const LOG_LINES_MAX = 2000;
const LOG_HITS_MAX = 10_000;

const LineNumber = z.coerce.number().int().min(1);

/** Query of `GET /api/dashboard/events/{id}/log/lines`. */
export const LogLinesQuery = z.object({
  from: LineNumber.default(1),
  count: z.coerce.number().int().min(1).max(LOG_LINES_MAX).default(200),
});
export type LogLinesQuery = z.infer<typeof LogLinesQuery>;

/** One line of the stored log as it is, colour codes and timestamps included. `n` counts from 1. */
export const StoredLine = z.object({
  n: z.int().min(1),
  text: z.string(),
  /** Characters that were left off the end of a very long line. */
  cut: z.int().optional(),
});
export type StoredLine = z.infer<typeof StoredLine>;

/** Lines from the middle of a stored log; fewer than were asked for where it ends. */
export const LogLines = z.object({ from: z.int(), totalLines: z.int(), lines: z.array(StoredLine) });
export type LogLines = z.infer<typeof LogLines>;

/** Query of `GET /api/dashboard/events/{id}/log/search`. */
export const LogSearchQuery = z.object({
  /** Plain text; upper and lower case are the same. */
  q: z.string().min(1).max(200),
  /** The line to begin with; by default the first or, backwards, the last. */
  from: LineNumber.optional(),
  direction: z.enum(["forward", "backward"]).default("forward"),
  /** Most lines to find. */
  limit: z.coerce.number().int().min(1).max(LOG_HITS_MAX).default(1000),
});
export type LogSearchQuery = z.infer<typeof LogSearchQuery>;

/** Numbers of the lines that hold the text, in the order of the search; `next` is where to go on, null when all were found. */
export const LogHits = z.object({ lines: z.array(z.int()), next: z.int().nullable() });
export type LogHits = z.infer<typeof LogHits>;
