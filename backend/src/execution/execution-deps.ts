import type { Fix } from "@pipewright/contract/fix";
import type { ExecutorName, RunPhase, RunResult } from "@pipewright/contract/incident";
import type { RunLimits } from "@pipewright/contract/run-limits";
import type { WorkspaceSource } from "@pipewright/contract/signal";
import type { Executor } from "./executor.ts";
import type { HostCheck } from "./run-on-host.ts";
import type { Git } from "./workspace/run-git.ts";

/** What an execution needs of the house. */
export interface ExecutionDeps {
  git: Git;
  executor: Executor;
  /** Takes over an execution when `executor` cannot have its image. */
  standIn?: Executor | undefined;
  workspacesDir: string;
  examplesDir: string;
  gitToken?: ((url: string, signal: AbortSignal) => Promise<string | undefined>) | undefined;
  limits: RunLimits;
  /** `VERIFY_COMMAND`: run before and after the fix instead of the command that failed. */
  verifyCommand?: string | undefined;
  /** The operator's own check on the host, after the fix; absent unless configured. */
  hostCheck?: HostCheck | undefined;
}

/** Who is told, and who may stop it. */
export interface ExecutionHooks {
  signal: AbortSignal;
  onOutput(phase: RunPhase, text: string): void;
  onPhaseStart(phase: RunPhase, what: string): Promise<void>;
  /** Must have stored the result when it resolves. `diff` comes with the phase `fix`. */
  onPhaseDone(phase: RunPhase, result: RunResult, diff?: string): Promise<void>;
  /** `executor` takes the place of the first choice, for all phases. */
  onStandIn(executor: ExecutorName, why: string): Promise<void>;
  /** Something a person should know, e.g. that the repository could not be cloned. */
  onNote(message: string): Promise<void>;
}

export interface ExecutionInput {
  incidentId: string;
  source: WorkspaceSource;
  /** Approved, byte for byte. */
  fix: Fix;
  /** Overrides `fix.command`, the command that failed. */
  command?: string | undefined;
  /** Overrides `fix.image`. */
  image?: string | undefined;
  /** True for a simulation: a repository that cannot be cloned makes an empty workspace instead of an error. */
  emptyWhenUnavailable?: boolean | undefined;
  /** What is done already, from before a restart, and where. */
  journal: {
    executor?: ExecutorName | undefined;
    before?: RunResult | undefined;
    fix?: RunResult | undefined;
    diff?: string | undefined;
  };
}

/** The command that proves the fix: the operator's, else the one that failed. */
export function provingCommand(input: ExecutionInput, deps: Pick<ExecutionDeps, "verifyCommand">): string | undefined {
  return deps.verifyCommand ?? input.command ?? input.fix.command;
}

/** Names the runs and the workspace of one fix: a changed fix is another revision, so it has others. */
export function executionName({ incidentId, fix }: ExecutionInput): string {
  return `${incidentId}-r${fix.revision}`;
}
