import type { RunPhase } from "@pipewright/contract/incident";
import type { IncidentChanges, IncidentRecord, NewEntry } from "../../incidents/incident-record.ts";
import type { IncidentEvent } from "../../incidents/state-machine.ts";

/** What a step may use of its surroundings while it works on one incident. */
export interface StepContext {
  signal: AbortSignal;
  now(): Date;
  /** Writes to the timeline at once, for what a person should see before the step ends. */
  note(entry: NewEntry): Promise<void>;
  /** Stores a part of the step's result, so that a restart goes on behind it. */
  journal(changes: IncidentChanges, entry: NewEntry): Promise<void>;
  /** Passes a piece of a run's output to whoever looks on; not stored with the incident. */
  output(phase: RunPhase, text: string): void;
}

/** How a step ended: the event for the state machine, what to store with it, and the words for the timeline. */
export interface StepOutcome {
  event: IncidentEvent;
  changes: IncidentChanges;
  message: string;
  data?: Record<string, unknown>;
}

/**
 * One step of the loop. Idempotent: run again after a crash it comes to the same result. It throws what went wrong;
 * the runner decides whether to try again.
 */
export type Step = (incident: IncidentRecord, context: StepContext) => Promise<StepOutcome>;
