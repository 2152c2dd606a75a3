import pino, { type Logger, type LoggerOptions } from "pino";
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
  const options = logOptions(level);
  if (!process.stderr.isTTY) return pino(options, pino.destination({ dest: 2, sync: true }));
  return pino(options, pretty({ destination: 2, sync: true, translateTime: "HH:MM:ss", ignore: "pid,hostname" }));
}

/** Secrets are masked by the field they stand in, and by what they look like wherever they stand. */
export function logOptions(level: Config["logLevel"]): LoggerOptions {
  return {
    level,
    hooks: { streamWrite: (line) => createRedactor()(line) },
    redact: { paths: SECRETS, censor: "[redacted]" },
    base: null,
  };
}
