import { setTimeout as sleep } from "node:timers/promises";
import type { RunResult } from "@pipewright/contract/incident";
import type { RunLimits } from "@pipewright/contract/run-limits";
import type Docker from "dockerode";
import type { RunOutput } from "../run-output.ts";
import { followOutput } from "./follow-output.ts";
import type { StartedContainer } from "./start-once.ts";

const KILLED_EXIT_CODE = 137;
/** How long the last output of an ended container may take to arrive. ms. */
const OUTPUT_DRAIN_MS = 30_000;
/** The engine may hear from the kernel that memory ran out after it heard of the end. ms. */
const LATE_NEWS_MS = 250;

/**
 * Follows a container to its end, and ends it when its time is over. Called off, it leaves the container running, to be taken up
 * again. @throws the signal's reason
 */
export async function watchContainer(
  { container, live }: StartedContainer,
  limits: RunLimits,
  output: RunOutput,
  signal: AbortSignal,
): Promise<RunResult> {
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const following = followOutput(container, live, (text) => output.add(text), either);
  const startedAt = new Date((await container.inspect()).State.StartedAt);
  const left = Math.max(0, startedAt.getTime() + limits.timeoutMs - Date.now());
  // An error means that it has ended by itself, which `wait` reports.
  const alarm = setTimeout(() => container.kill().catch(() => undefined), left);
  try {
    await container.wait({ abortSignal: signal });
    clearTimeout(alarm);
    await Promise.race([following, sleep(OUTPUT_DRAIN_MS, undefined, { signal: either })]);
    return { ...describeEnd(await finalState(container, limits), limits), outputTail: output.tail() };
  } finally {
    clearTimeout(alarm);
    done.abort();
  }
}

type EndState = Docker.ContainerInspectInfo["State"];

/** What the engine says of the end; asked again where it may not know everything yet. */
async function finalState(container: Docker.Container, limits: RunLimits): Promise<EndState> {
  const { State: state } = await container.inspect();
  const unexplained = state.ExitCode === KILLED_EXIT_CODE && !state.OOMKilled && !ranOutOfTime(state, limits);
  if (!unexplained) return state;
  await sleep(LATE_NEWS_MS);
  return (await container.inspect()).State;
}

/** Made from the engine's word alone, so that a process that comes later says the same. */
function describeEnd(state: EndState, limits: RunLimits): Omit<RunResult, "outputTail"> {
  const times = {
    startedAt: new Date(state.StartedAt).toISOString(),
    finishedAt: new Date(state.FinishedAt).toISOString(),
  };
  const exitCode = state.ExitCode;
  if (state.Error) return { outcome: "unavailable", exitCode: null, reason: state.Error, ...times };
  if (exitCode === KILLED_EXIT_CODE && state.OOMKilled) {
    const megabytes = Math.round(limits.memoryBytes / (1024 * 1024));
    return { outcome: "out_of_memory", exitCode, reason: `needed more than ${megabytes} MB of memory`, ...times };
  }
  if (exitCode === KILLED_EXIT_CODE && ranOutOfTime(state, limits))
    return { outcome: "timed_out", exitCode: null, reason: `stopped after ${limits.timeoutMs / 1000} s`, ...times };
  return { outcome: "exited", exitCode, ...times };
}

function ranOutOfTime(state: EndState, { timeoutMs }: RunLimits): boolean {
  return new Date(state.FinishedAt).getTime() - new Date(state.StartedAt).getTime() >= timeoutMs;
}
