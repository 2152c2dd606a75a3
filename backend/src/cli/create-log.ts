import pino, { type Logger } from "pino";
import pretty from "pino-pretty";
import type { Config } from "../config.ts";
import { createRedactor } from "../logs/redact-secrets.ts";

/** Where a token could stand in what is logged. */
const SECRETS = [
  "token",
  "*.token",
  "apiKey",
  "*.apiKey",
  "headers.authorization",
  "headers.cookie",
  "req.headers.authorization",
  "req.headers.cookie",
];

/** Lines for a person on a terminal, JSON lines elsewhere; always on standard error. */
export function createLog(level: Config["logLevel"]): Logger {
  const options = {
    level,
    hooks: { streamWrite: (line: string) => createRedactor()(line) },
    redact: { paths: SECRETS, censor: "[redacted]" },
    base: null,
  };
  if (!process.stderr.isTTY) return pino(options, pino.destination({ dest: 2, sync: true }));
  return pino(options, pretty({ destination: 2, sync: true, translateTime: "HH:MM:ss", ignore: "pid,hostname" }));
}
