import type { TimelineEntry } from "@pipewright/contract/incident";
import type { Meaning } from "../../lib/incident-status.ts";

/** What the colour of an entry of the timeline says; most say nothing by it. */
export function entryMeaning({ kind, data }: Pick<TimelineEntry, "kind" | "data">): Meaning {
  if (kind === "step.failed" || kind === "step.refuted") return "failing";
  if (kind === "step.retry") return "working";
  if (kind === "step.verified" && data?.verdict === "proven") return "proven";
  return "rest";
}
