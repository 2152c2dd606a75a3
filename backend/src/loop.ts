import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import type { IncidentSummary, RunPhase, TimelineEntry } from "@pipewright/contract/incident";
import type { Logger } from "pino";
import { checkEdit } from "./agents/check-edit.ts";
import { createDiagnoser } from "./agents/diagnose.ts";
import { createFixer } from "./agents/fixer.ts";
import { createLlm, type Llm } from "./agents/llm.ts";
import { assessRisk as scoreRisk } from "./agents/risk.ts";
import type { TokenBudget } from "./agents/token-budget.ts";
import type { Config } from "./config.ts";
import { createDelivery } from "./delivery-ports.ts";
import type { Executor } from "./execution/executor.ts";
import { createExecutionPorts } from "./execution-ports.ts";
import { createGitHub } from "./github/create-github.ts";
import type { GitHub } from "./github/github.ts";
import { createCloneToken } from "./github-ports.ts";
import { openIncidentModel } from "./incidents/incident-model.ts";
import type { IncidentQueries } from "./incidents/incident-queries.ts";
import type { IncidentRepository } from "./incidents/incident-repository.ts";
import { createIncidentRepository } from "./incidents/incident-repository.ts";
import { summarizeIncident } from "./incidents/present-incident.ts";
import { createIncidentQueries } from "./incidents/query-incidents.ts";
import { openReducedLogs } from "./incidents/reduced-logs.ts";
import { createLogPorts } from "./log-ports.ts";
import { createRedactor } from "./logs/redact-secrets.ts";
import { createMemoryPorts } from "./memory-ports.ts";
import { openModelBudget } from "./model-budget.ts";
import { type RunningOrchestrator, startOrchestrator } from "./orchestrator/create-orchestrator.ts";
import type { RunDependencies } from "./orchestrator/run-incident.ts";
import { assessRisk } from "./orchestrator/steps/assess-risk.ts";
import { collectLog } from "./orchestrator/steps/collect-log.ts";
import { deliverResult } from "./orchestrator/steps/deliver-result.ts";
import { diagnoseFailure } from "./orchestrator/steps/diagnose-failure.ts";
import { executeApproved } from "./orchestrator/steps/execute-approved.ts";
import { type ProposeDependencies, proposeFix } from "./orchestrator/steps/propose-fix.ts";
import { verifyResult } from "./orchestrator/steps/verify-result.ts";
import { createPolicyPorts } from "./policy-ports.ts";
import type { Store } from "./store/connect.ts";

export interface LoopOptions {
  config: Config;
  /** Stays open when the loop closes. */
  store: Store;
  log: Logger;
  /** Told of every change to an incident, after it is durable. */
  onIncident?: (incident: IncidentSummary, entries: TimelineEntry[]) => void;
  /** Told of every piece of output of a run. */
  onOutput?: (incidentId: string, phase: RunPhase, text: string) => void;
  observe?: RunDependencies["observe"];
  now?: () => Date;
}

/** The whole loop without its outside: no HTTP, no WebSocket. */
export interface Loop {
  incidents: IncidentQueries;
  repository: IncidentRepository;
  orchestrator: RunningOrchestrator;
  executor: Executor;
  llm: Llm | null;
  /** Undefined when it is not connected. */
  github: GitHub | undefined;
  readSources: ProposeDependencies["readSources"];
  /** Tells the memory that what failed in these incidents passed in the pipeline, with nothing changed. */
  notePassed(incidentIds: string[]): Promise<void>;
  /** Resolves when the memory has taken in what it had missed at the start. */
  remembered(): Promise<void>;
  close(): Promise<void>;
}

/** Builds the rooms, wires them, and takes up what an earlier process left. */
export async function startLoop(options: LoopOptions): Promise<Loop> {
  const { config, store, log, now = () => new Date() } = options;
  const model = await openIncidentModel(store.connection);
  const reducedLogs = openReducedLogs(store.connection);
  const memory = await createMemoryPorts(store.connection, config, { reducedLogs, now, log });
  const repository = createIncidentRepository(model, (record, entries) => {
    memory.notice(record);
    options.onIncident?.(summarizeIncident(record), entries);
  });
  const github = createGitHub(config.github, now);
  const cloneToken = createCloneToken(config.github, github);
  const logs = createLogPorts(store.connection, config, github);
  const redact = (text: string) => createRedactor()(text);
  const llm = createLlm(config.model, { budget: budgetOf(config, store, now), redact });
  const execution = await createExecutionPorts(config, {
    workspacesDir: join(config.dataDir, "workspaces"),
    instanceId: instanceOf(config),
    hostEnvironment: config.hostEnvironment,
    cloneToken,
    isOnGitHub: github !== undefined,
    log,
  });
  const { loadPolicy } = createPolicyPorts(config, cloneToken);
  const diagnoser = createDiagnoser({ llm });
  const fixer = createFixer({ llm, redact });
  /** Only where somebody would read them: a clone takes time. */
  const readSources: ProposeDependencies["readSources"] = async (input, signal) => {
    const wanted = fixer.filesToEdit(input.reduced);
    return llm === null && wanted.length === 0 ? [] : execution.readSources({ ...input, wanted }, signal);
  };
  const orchestrator = await startOrchestrator({
    connection: store.connection,
    exclusive: store.exclusive,
    incidents: repository,
    steps: {
      collecting: collectLog({ ...logs, saveReduced: reducedLogs.save }),
      diagnosing: diagnoseFailure({ ...memory, loadReduced: reducedLogs.load, diagnose: diagnoser.diagnose }),
      proposing: proposeFix({
        loadReduced: reducedLogs.load,
        history: memory.history,
        loadPolicy,
        knowsAnother: fixer.knowsAnother,
        readSources,
        propose: fixer.propose,
      }),
      assessing: assessRisk({
        assess: scoreRisk,
        defaultImage: config.execution.image,
        imagePrefix: config.execution.imagePrefix,
        approvalTtlMs: config.approvalTtlMs,
        makeApprovalId: randomUUID,
      }),
      executing: executeApproved({ ...execution, loadPolicy }),
      verifying: verifyResult(execution),
      delivering: deliverResult({
        cleanUp: execution.cleanUp,
        deliver: createDelivery(config, { incidents: repository, github }),
      }),
    },
    revision: {
      maxRevisions: config.maxRevisions,
      redact,
      checkEdit: (edit) => checkEdit(edit, redact),
      knowsAnother: async (incidentId, fixes) => fixer.knowsAnother(await reducedLogs.load(incidentId), fixes),
    },
    concurrency: config.concurrency,
    storeLog: logs.storeLog,
    removeLog: logs.removeLog,
    readLog: async (fileId) => readText(await logs.openLog(fileId)),
    onOutput: (incidentId, phase, text) => options.onOutput?.(incidentId, phase, text),
    reap: () => execution.reap(repository),
    now,
    random: Math.random,
    observe: options.observe,
    log,
  });
  memory.takeIn(repository);
  return {
    incidents: createIncidentQueries({ model, logs }),
    repository,
    orchestrator,
    executor: execution.executorInUse,
    llm,
    github,
    readSources,
    notePassed: memory.notePassed,
    remembered: memory.takenIn,
    async close() {
      await orchestrator.close();
      await memory.close();
      await execution.close();
    },
  };
}

function budgetOf({ model }: Config, { connection }: Store, now: () => Date): TokenBudget | undefined {
  const tokensPerDay = model?.tokensPerDay ?? 0;
  return tokensPerDay === 0 ? undefined : openModelBudget(connection, tokensPerDay, now);
}

/** The same for every process on this data folder, and no other's. */
function instanceOf({ dataDir }: Config): string {
  return createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
}
