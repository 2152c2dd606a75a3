import { z } from "zod";
import { IncidentSummary, RunPhase, TimelineEntry, Timestamp } from "./incident.ts";

const NUMBERED = { seq: z.int().min(1), at: Timestamp };

/** An incident changed; the summary is how it stands now. */
export const IncidentChanged = z.object({ ...NUMBERED, type: z.literal("incident"), incident: IncidentSummary });
/** A new entry on an incident's timeline. */
export const TimelineAppended = z.object({
  ...NUMBERED,
  type: z.literal("timeline"),
  incidentId: z.string(),
  entry: TimelineEntry,
});
/** A piece of output of a run. `offset` is the number of characters of this phase before it. */
export const OutputChunk = z.object({
  ...NUMBERED,
  type: z.literal("output"),
  incidentId: z.string(),
  phase: RunPhase,
  offset: z.int().min(0),
  text: z.string(),
});
/** First message on every connection: the newest number there is. `reset`: what was asked for is no longer kept; load afresh. */
export const Hello = z.object({ type: z.literal("hello"), seq: z.int().min(0), reset: z.boolean() });

/** What travels on `/api/dashboard/ws`, server to client. All but `hello` are numbered without a gap. */
export const LiveMessage = z.discriminatedUnion("type", [Hello, IncidentChanged, TimelineAppended, OutputChunk]);
export type LiveMessage = z.infer<typeof LiveMessage>;
export type NumberedMessage = Exclude<LiveMessage, { type: "hello" }>;
type WithoutNumber<T> = T extends unknown ? Omit<T, "seq" | "at"> : never;
/** A message before the hub has numbered it. */
export type LiveEvent = WithoutNumber<NumberedMessage>;
