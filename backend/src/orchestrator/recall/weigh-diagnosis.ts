import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { NewEntry } from "../../incidents/incident-record.ts";
import { describeHistory } from "../../memory/describe-history.ts";
import type { History } from "../../memory/history.ts";

/** What each fix that was delivered and did not hold leaves of the confidence. */
const RETURNED_SHARE = 0.6;
const LEAST_CONFIDENCE = 0.1;

export interface Weighed {
  diagnosis: Diagnosis;
  /** What the timeline is to say of it. */
  entries: NewEntry[];
}

/** The diagnosis in the light of what became of the same failure before. */
export function weighDiagnosis(diagnosis: Diagnosis, history: History): Weighed {
  const words = describeHistory(history);
  const { seen, flaky } = history;
  const entries: NewEntry[] = words === undefined ? [] : [{ kind: "memory.recalled", message: words, data: { seen } }];
  const weighed = flaky ? asFlaky(diagnosis) : diagnosis;
  const [last] = history.returned;
  if (last === undefined) return { diagnosis: weighed, entries };
  const confidence = lowered(diagnosis.confidence, history.returned.length);
  const message = `The failure is back after ${last.name} was delivered for it; the confidence is lowered from ${diagnosis.confidence} to ${confidence}`;
  entries.push({ kind: "memory.returned", message, data: { incidentId: last.incidentId, digest: last.digest } });
  return { diagnosis: { ...weighed, confidence }, entries };
}

function asFlaky(diagnosis: Diagnosis): Diagnosis {
  const rootCause = `${diagnosis.rootCause} The same command has passed and failed at one commit, so the failure comes and goes.`;
  return { ...diagnosis, category: "flaky", rootCause };
}

function lowered(confidence: number, times: number): number {
  const share = Math.max(LEAST_CONFIDENCE, confidence * RETURNED_SHARE ** times);
  return Math.min(confidence, Math.round(share * 100) / 100);
}
