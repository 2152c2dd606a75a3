import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { parseConfig } from "../config.ts";
import { startServer } from "../main.ts";

/** The real server with its embedded store in a fresh folder (argv[3], or a new one). Secret: argv[2]. */
const [, , secret, folder] = process.argv;
const config = parseConfig({
  PORT: "0",
  PIPEWRIGHT_DATA: folder ?? (await mkdtemp(join(tmpdir(), "pipewright-bench-"))),
  GITHUB_WEBHOOK_SECRET: secret,
  // Nothing listens there: the logs of the runs cannot be fetched, which ends each incident early.
  GITHUB_API_URL: "http://127.0.0.1:9",
  EXECUTOR: "sandbox",
  LLM_PROVIDER: "none",
});
const { url } = await startServer({ config, log: pino({ level: "silent" }) });
process.stdout.write(`${url}\n`);
