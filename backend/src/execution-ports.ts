import { timeLimit } from "@pipewright/contract/time-limit";
import type { Logger } from "pino";
import { filesNamedByEvidence } from "./agents/which-files.ts";
import { filesImportedBy } from "./agents/which-imports.ts";
import type { Config } from "./config.ts";
import { chooseExecutor, type ExecutorChoice } from "./execution/choose-executor.ts";
import { createDockerExecutor } from "./execution/docker-executor.ts";
import { executeFix } from "./execution/execute-fix.ts";
import type { ExecutionDeps } from "./execution/execution-deps.ts";
import type { Executor } from "./execution/executor.ts";
import { COMPOSE_VERIFY_COMMAND } from "./execution/run-on-host.ts";
import { createSandboxExecutor } from "./execution/sandbox-executor.ts";
import { verifyFix } from "./execution/verify-fix.ts";
import { prepareWorkspace, removeWorkspace } from "./execution/workspace/prepare-workspace.ts";
import { readWorkspaceFiles } from "./execution/workspace/read-workspace-files.ts";
import { removeWorkspacesExcept } from "./execution/workspace/remove-workspaces.ts";
import { createGit } from "./execution/workspace/run-git.ts";
import type { CloneToken } from "./github-ports.ts";
import type { IncidentRepository } from "./incidents/incident-repository.ts";
import { maskExecution, maskRun } from "./mask-execution.ts";
import type { DeliverDependencies } from "./orchestrator/steps/deliver-result.ts";
import type { ExecuteDependencies } from "./orchestrator/steps/execute-approved.ts";
import type { ProposeDependencies, SourceFile } from "./orchestrator/steps/propose-fix.ts";
import type { VerifyDependencies } from "./orchestrator/steps/verify-result.ts";
import { EXAMPLES_DIR } from "./package-root.ts";

const CHECK_TIMEOUT_MS = 2000;
const PHASES = ["before", "fix", "after"] as const;
/** Nobody waits longer for the source files of a proposal. ms. */
const READ_PATIENCE_MS = 15_000;
/** Source text that a model is shown. */
const SOURCES_MAX_BYTES = 48 * 1024;

type SourceInput = Parameters<ProposeDependencies["readSources"]>[0];

interface SourceReader {
  /** The files that are wanted, then those that the evidence names; none when the repository cannot be had in time. */
  readSources(input: SourceInput & { wanted: string[] }, signal: AbortSignal): Promise<SourceFile[]>;
}

export interface ExecutionPorts
  extends Omit<ExecuteDependencies, "loadPolicy">,
    VerifyDependencies,
    Pick<DeliverDependencies, "cleanUp">,
    SourceReader {
  executorInUse: Executor;
  /** Removes workspaces and runs of incidents that have ended. */
  reap(incidents: IncidentRepository): Promise<void>;
  close(): Promise<void>;
}

export interface ExecutionPlace {
  workspacesDir: string;
  /** Tells this installation's runs from others' on the same engine. */
  instanceId: string;
  /** Environment of the programs that run on the host: git, and the check that the operator configured. */
  hostEnvironment: Readonly<Record<string, string | undefined>>;
  cloneToken: CloneToken;
  /** Whether GitHub is connected, so that it can be asked to run jobs again. */
  isOnGitHub: boolean;
  log: Logger;
}

/** What the loop needs of the execution room, bound to this configuration. */
export async function createExecutionPorts(config: Config, place: ExecutionPlace): Promise<ExecutionPorts> {
  const { workspacesDir, hostEnvironment, log } = place;
  const { executor, standIn } = await openExecutor(config, place);
  const git = createGit({ env: hostEnvironment });
  const { execution } = config;
  const deps: ExecutionDeps = {
    git,
    executor,
    standIn,
    workspacesDir,
    examplesDir: EXAMPLES_DIR,
    gitToken: place.cloneToken,
    limits: execution.limits,
    verifyCommand: execution.verifyCommand,
    hostCheck: execution.verifyCompose ? { command: COMPOSE_VERIFY_COMMAND, env: hostEnvironment } : undefined,
  };
  return {
    executorInUse: executor,
    executor: executor.name,
    rerunsJobs: place.isOnGitHub && config.delivery.mode !== "patch",
    execute: (input, hooks) => maskExecution(hooks, (masked) => executeFix(input, deps, masked)),
    async verify(input, hooks) {
      const { before, after, ...verdict } = await maskExecution(hooks, (masked) => verifyFix(input, deps, masked));
      return { ...verdict, ...(before && { before: maskRun(before) }), ...(after && { after: maskRun(after) }) };
    },
    cleanUp: (incidentId) => removeWorkspacesExcept(workspacesDir, (name) => !name.startsWith(`${incidentId}-`)),

    async readSources({ incidentId, source, reduced, diagnosis, wanted }, signal) {
      const name = `${incidentId}-read`;
      try {
        const prepared = {
          git,
          root: workspacesDir,
          name,
          source,
          examplesDir: EXAMPLES_DIR,
          gitToken: place.cloneToken,
          signal: AbortSignal.any([signal, timeLimit(READ_PATIENCE_MS)]),
        };
        const { dir } = await prepareWorkspace(prepared);
        const read = async (paths: string[]) =>
          (await readWorkspaceFiles(dir, paths, SOURCES_MAX_BYTES)).map(({ path, text, cut }) => ({
            path,
            content: text,
            cut,
          }));
        const named = await read([...wanted, ...filesNamedByEvidence(reduced, diagnosis)]);
        return [...named, ...(await read(filesImportedBy(named)))];
      } catch (error) {
        signal.throwIfAborted();
        log.info({ incidentId, reason: String(error) }, "a fix is proposed without a look at the source files");
        return [];
      } finally {
        await removeWorkspace(workspacesDir, name);
      }
    },

    async reap(incidents) {
      const active = await incidents.findExecuting();
      const names = new Set(active.map(({ id, revision }) => `${id}-r${revision}`));
      const ids = new Set(active.map(({ id }) => id));
      await removeWorkspacesExcept(workspacesDir, (name) => ids.has(name.split("-")[0] ?? ""));
      const runs = [...names].flatMap((name) => PHASES.map((phase) => `${name}-${phase}`));
      const removed = await executor.reap(new Set(runs));
      if (removed > 0) log.info({ removed }, "removed leftovers of runs");
    },

    async close() {
      await Promise.all([executor.close(), standIn?.close()]);
    },
  };
}

/** The executor that the configuration asks for, and what may stand in for it. */
export async function openExecutor(
  { execution }: Pick<Config, "execution">,
  { instanceId, log }: Pick<ExecutionPlace, "instanceId" | "log">,
): Promise<ExecutorChoice> {
  const choice = await chooseExecutor({
    wish: execution.executor,
    docker: createDockerExecutor({ dockerHost: execution.dockerHost, pull: execution.pull, instanceId }),
    sandbox: createSandboxExecutor(),
    signal: timeLimit(CHECK_TIMEOUT_MS),
  });
  log.debug(choice.message);
  return choice;
}
