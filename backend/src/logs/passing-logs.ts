import { createPassingLog, type PassingLog } from "./passing-log.ts";

/** Failures come in crowds, and each crowd is compared with the same few logs. */
const KEPT_LOGS = 4;
/** A longer log is not kept. Bytes. */
const KEPT_MAX_BYTES = 16 * 1024 * 1024;

export interface PassingLogs {
  /** A log that does not change: not fetched again while it is kept. */
  fetch(key: string, fetchLog: () => Promise<Uint8Array>): Promise<Uint8Array>;
  /** What a log says, for the comparison; read once while it is kept. */
  read(bytes: Uint8Array): PassingLog;
}

export function createPassingLogs(): PassingLogs {
  const kept = new Map<string, Promise<Uint8Array>>();
  const known = new WeakMap<Uint8Array, PassingLog>();
  return {
    async fetch(key, fetchLog) {
      const found = kept.get(key);
      const bytes = await (found ?? fetchLog());
      kept.delete(key);
      if (bytes.length > KEPT_MAX_BYTES) return bytes;
      kept.set(key, found ?? Promise.resolve(bytes));
      const [oldest] = kept.keys();
      if (kept.size > KEPT_LOGS && oldest !== undefined) kept.delete(oldest);
      return bytes;
    },
    read(bytes) {
      const log = known.get(bytes) ?? readPassing(bytes);
      known.set(bytes, log);
      return log;
    },
  };
}

function readPassing(bytes: Uint8Array): PassingLog {
  const passing = createPassingLog();
  passing.push(bytes);
  passing.end();
  return passing;
}
