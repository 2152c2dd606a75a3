import type mongoose from "mongoose";
import type { Config } from "./config.ts";
import type { StoredLog } from "./incidents/incident-record.ts";
import type { StoredLogs } from "./incidents/query-incidents.ts";
import { fetchGitHubLog } from "./logs/fetch-github-log.ts";
import { fetchPassingLog } from "./logs/fetch-passing-log.ts";
import { createLogStore } from "./logs/log-store.ts";
import { createPassingLog, type PassingLog } from "./logs/passing-log.ts";
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
  config: Pick<Config, "github" | "maxLogBytes">,
): LogPorts {
  const github = { apiUrl: config.github.apiUrl, token: config.github.token };
  const store = createLogStore(connection.getClient().db(connection.name), { maxBytes: config.maxLogBytes });
  return {
    storeLog: (text) => store.put(text),
    removeLog: (fileId) => store.remove(fileId),
    openLog: (fileId) => store.openText(fileId),
    readLog: store.readLines,
    searchLog: (fileId, { q, ...rest }, signal) => store.search(fileId, { text: q, ...rest }, signal),
    async reduceStored(fileId, signal, passingLog) {
      const reducer = createLogReducer({ passing: passingLog && readPassing(passingLog) });
      for await (const chunk of await store.openText(fileId)) {
        signal.throwIfAborted();
        reducer.push(Buffer.from(chunk));
      }
      return reducer.finish();
    },
    fetchRunLog: (run, signal) => fetchGitHubLog({ ...github, ...run }, { signal }),
    fetchPassingLog: (run, signal) => fetchPassingLog({ ...github, ...run }, signal),
  };
}

function readPassing(bytes: Uint8Array): PassingLog {
  const passing = createPassingLog();
  passing.push(bytes);
  passing.end();
  return passing;
}
