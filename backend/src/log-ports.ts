import { UpstreamError } from "@pipewright/contract/errors";
import type mongoose from "mongoose";
import type { Config } from "./config.ts";
import type { GitHub } from "./github/github.ts";
import { readActions } from "./github/read-actions.ts";
import type { StoredLog } from "./incidents/incident-record.ts";
import type { StoredLogs } from "./incidents/query-incidents.ts";
import { fetchGitHubLog } from "./logs/fetch-github-log.ts";
import { fetchPassingLog } from "./logs/fetch-passing-log.ts";
import { createLogStore } from "./logs/log-store.ts";
import { createPassingLogs } from "./logs/passing-logs.ts";
import { createLogReducer } from "./logs/reduce-log.ts";
import type { CollectDependencies } from "./orchestrator/steps/collect-log.ts";

export interface LogPorts extends StoredLogs {
  storeLog(text: string): Promise<StoredLog>;
  removeLog(fileId: string): Promise<void>;
  reduceStored: CollectDependencies["reduceStored"];
  fetchRunLog: CollectDependencies["fetchRunLog"];
  fetchPassingLog: CollectDependencies["fetchPassingLog"];
}

/** What the loop needs of the logs room, bound to this store and this configuration. */
export function createLogPorts(
  connection: mongoose.Connection,
  config: Pick<Config, "maxLogBytes">,
  github: GitHub | undefined,
): LogPorts {
  const store = createLogStore(connection.getClient().db(connection.name), { maxBytes: config.maxLogBytes });
  const passing = createPassingLogs();
  return {
    storeLog: (text) => store.put(text),
    removeLog: (fileId) => store.remove(fileId),
    openLog: (fileId) => store.openText(fileId),
    readLog: store.readLines,
    searchLog: (fileId, { q, ...rest }, signal) => store.search(fileId, { text: q, ...rest }, signal),
    async reduceStored(fileId, signal, { passingLog, failedSteps }) {
      const reducer = createLogReducer({ passing: passingLog && passing.read(passingLog), failedSteps });
      for await (const chunk of await store.openText(fileId)) {
        signal.throwIfAborted();
        reducer.push(Buffer.from(chunk));
      }
      return reducer.finish();
    },
    async fetchRunLog(run, signal) {
      if (github === undefined) throw notConnected(run.runId);
      const api = readActions(await github.octokitFor(run.repo, signal), run.repo);
      return fetchGitHubLog({ api, ...run }, signal);
    },
    async fetchPassingLog(run, signal) {
      if (github === undefined) return undefined;
      const api = readActions(await github.octokitFor(run.repo, signal), run.repo);
      const jobLog = (id: number) => passing.fetch(`${run.repo} ${id}`, () => api.jobLog(id, signal));
      return fetchPassingLog({ api: { ...api, jobLog }, ...run }, signal);
    },
  };
}

function notConnected(runId: number): UpstreamError {
  return new UpstreamError(
    "github_token_missing",
    `The log of run ${runId} cannot be fetched: GitHub is not connected. Set GITHUB_TOKEN (actions: read) or a GitHub App, restart, and press Retry.`,
    { retryable: false },
  );
}
