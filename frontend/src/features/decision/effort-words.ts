import type { TimelineEntry } from "@pipewright/contract/incident";
import { formatDuration } from "../../lib/format-time.ts";

/** What an entry of the timeline says of the effort behind it: `try 2`, `took 41 s`. */
export function effortWords({ kind, data }: Pick<TimelineEntry, "kind" | "data">): string[] {
  const { attempts, durationMs } = data ?? {};
  const isTry = kind === "step.retry" || kind === "step.failed";
  return [
    ...(isTry && typeof attempts === "number" ? [`try ${attempts}`] : []),
    ...(kind.startsWith("step.") && typeof durationMs === "number" ? [`took ${formatDuration(durationMs)}`] : []),
  ];
}
