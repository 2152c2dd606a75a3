import type { ExecutorName, RunResult } from "@pipewright/contract/incident";
import type { RunLimits } from "@pipewright/contract/run-limits";

export interface RunRequest {
  /**
   * Names this run for ever, e.g. `65f0…-r1-fix`. A run is started at most once: asked for again with the same id, an
   * executor whose runs outlive the process (Docker) goes on with the running one or returns the finished one's result.
   */
  runId: string;
  incidentId: string;
  /** Absolute path of the folder that the command may change. */
  workspace: string;
  /** POSIX shell, given to `sh -c` in the workspace. */
  command: string;
  image?: string | undefined;
  network: boolean;
  /** With the network: the only hosts that it may reach; absent: all. */
  hosts?: readonly string[] | undefined;
  limits: RunLimits;
  env?: Readonly<Record<string, string>>;
  /** False when what the command writes is of no interest; the executor may then leave the workspace as it was. */
  keepChanges?: boolean;
}

export interface RunOptions {
  signal: AbortSignal;
  /** Called with each piece of combined output as it comes. */
  onOutput: (text: string) => void;
}

export interface ExecutorCheck {
  ok: boolean;
  message: string;
  advice?: string;
}

export interface Executor {
  readonly name: ExecutorName;
  /** Runs one command. A failing, killed or impossible command is a result, not an exception. */
  run(request: RunRequest, options: RunOptions): Promise<RunResult>;
  /** True when runs outlive this process, so that a run cut off by a crash is taken up again and not started anew. */
  readonly survivesCrash: boolean;
  /** Sees to it that commands can run in `image`; says so when they cannot. @throws UpstreamError when it is out of order */
  prepare(image: string | undefined, signal: AbortSignal): Promise<ExecutorCheck>;
  /** Says whether it can be used now, and what to do when it cannot. */
  check(signal: AbortSignal): Promise<ExecutorCheck>;
  /** Removes what finished runs and dead processes left, except for runs whose id is in `keep`. Returns how many. */
  reap(keep: ReadonlySet<string>): Promise<number>;
  /** Removes what is kept of one run, running or not; to be called once its result is stored. */
  forget(runId: string): Promise<void>;
  close(): Promise<void>;
}
