import { MINUTES_SAVED_PER_FIX, type Recent } from "@pipewright/contract/dashboard";
import { formatCount, formatNumber } from "./format-number.ts";
import { formatDuration } from "./format-time.ts";

const MINUTE_MS = 60_000;

/** What each chart says, as a sentence. */
export function trendWords(recent: Recent) {
  const { incidents, proven, medianDiagnosisMs, medianGreenMs, approvalRate, provenRate, minutesSaved } = recent;
  return {
    incidents:
      incidents === 0
        ? "Nothing came in for 30 days"
        : `${formatCount(incidents, "incident", "incidents")} in 30 days, ${formatNumber(proven)} proven fixed`,
    diagnosis:
      medianDiagnosisMs === null
        ? "Nothing was diagnosed in 30 days"
        : `Half were diagnosed within ${formatDuration(medianDiagnosisMs)}`,
    green:
      medianGreenMs === null
        ? "No fix was proven in 30 days"
        : `Half of the proven were green within ${formatDuration(medianGreenMs)}`,
    approval:
      approvalRate === null ? "Nobody was asked in 30 days" : `${percent(approvalRate)} of the fixes were approved`,
    proven:
      provenRate === null ? "No fix was run in 30 days" : `${percent(provenRate)} of the fixes that ran are proven`,
    saved:
      minutesSaved === 0 ? "No time saved in 30 days yet" : `About ${formatDuration(minutesSaved * MINUTE_MS)} saved`,
  };
}

/** How the saved time is counted, so that nobody takes it for measured. */
export const SAVED_RULE = `${MINUTES_SAVED_PER_FIX} min for each proven fix of a real failure: what reading the log, finding the cause and trying a fix by hand is assumed to take. Simulations, and fixes that were not proven, count nothing.`;

/** `80 %`. */
export function percent(rate: number): string {
  return `${Math.round(rate * 100)}\u00a0%`;
}
