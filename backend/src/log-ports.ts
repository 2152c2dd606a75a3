import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type mongoose from "mongoose";
import type { Config } from "./config.ts";
import type { StoredLog } from "./incidents/incident-record.ts";
import { fetchGitHubLog } from "./logs/fetch-github-log.ts";
import { createLogStore } from "./logs/log-store.ts";
import { createLogReducer } from "./logs/reduce-log.ts";

export interface LogPorts {
  storeLog(text: string): Promise<StoredLog>;
  removeLog(fileId: string): Promise<void>;
  openLog(fileId: string): Promise<NodeJS.ReadableStream>;
  reduceStored(fileId: string, signal: AbortSignal): Promise<ReducedLog>;
  fetchRunLog(run: { repo: string; runId: number; attempt: number }, signal: AbortSignal): Promise<string>;
}

/** What the loop needs of the logs room, bound to this store and this configuration. */
export function createLogPorts(
  connection: mongoose.Connection,
  config: Pick<Config, "github" | "maxLogBytes">,
): LogPorts {
  const store = createLogStore(connection.getClient().db(connection.name), { maxBytes: config.maxLogBytes });
  return {
    storeLog: (text) => store.put(text),
    removeLog: (fileId) => store.remove(fileId),
    openLog: (fileId) => store.openText(fileId),
    async reduceStored(fileId, signal) {
      const reducer = createLogReducer();
      for await (const chunk of await store.openText(fileId)) {
        signal.throwIfAborted();
        reducer.push(Buffer.from(chunk));
      }
      return reducer.finish();
    },
    fetchRunLog: ({ repo, runId, attempt }, signal) =>
      fetchGitHubLog({ apiUrl: config.github.apiUrl, token: config.github.token, repo, runId, attempt }, { signal }),
  };
}
