import type { RunPhase } from "@pipewright/contract/incident";
import type { NumberedMessage } from "@pipewright/contract/live";
import { useReducer } from "react";
import { useLiveMessages } from "../../lib/live-context.ts";
import { appendOutput, EMPTY_OUTPUT, type OutputBuffer } from "../../lib/output-buffer.ts";

/** What the runs of an incident have written since the page was opened, and which of them wrote last. */
export interface LiveOutput {
  buffers: Record<RunPhase, OutputBuffer>;
  current: RunPhase | undefined;
}

const NOTHING_YET: LiveOutput = {
  buffers: { before: EMPTY_OUTPUT, fix: EMPTY_OUTPUT, after: EMPTY_OUTPUT },
  current: undefined,
};

export function useLiveOutput(incidentId: string): LiveOutput {
  const [output, add] = useReducer(addMessages, NOTHING_YET);
  useLiveMessages((messages) => {
    const own = messages.filter((message) => message.type === "output" && message.incidentId === incidentId);
    if (own.length > 0) add(own);
  });
  return output;
}

function addMessages(output: LiveOutput, messages: NumberedMessage[]): LiveOutput {
  return messages.reduce((soFar, message) => {
    if (message.type !== "output") return soFar;
    const { phase, offset } = message;
    // The first run begins again: what came of the attempt before is over.
    const { buffers } = phase === "before" && offset === 0 ? NOTHING_YET : soFar;
    return { buffers: { ...buffers, [phase]: appendOutput(buffers[phase], message) }, current: phase };
  }, output);
}
