import { styleText } from "node:util";
import { errorMessage } from "@pipewright/contract/errors";
import type { Config } from "../config.ts";
import { type RunningServer, startServer } from "../main.ts";
import { withoutCredentials } from "../store/connect.ts";
import { createLog } from "./create-log.ts";

/** A second signal, or this long after the first, ends the process without waiting. ms. */
const PATIENCE_MS = 15_000;

/** `pipewright serve`: starts the server and stays until SIGINT or SIGTERM. */
export async function serveCommand(config: Config): Promise<void> {
  const begun = performance.now();
  const log = createLog(config.logLevel);
  const server = await startServer({ config, log });
  process.stdout.write(`${await banner(server, config, performance.now() - begun)}\n`);
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      log.info("stopping; what is under way goes on at the next start");
      setTimeout(() => process.exit(1), PATIENCE_MS).unref();
      server.close().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ reason: errorMessage(error) }, "did not stop cleanly");
          process.exit(1);
        },
      );
    });
  }
}

/** What a person needs to know after a start: where to sign in, what is in use, and how to change it. */
async function banner({ url, token, loop }: RunningServer, config: Config, ms: number): Promise<string> {
  const executor = await loop.executor.check(AbortSignal.timeout(2000));
  const rows: [string, string, string][] = [
    ["Data", config.dataDir, "PIPEWRIGHT_DATA"],
    ["Store", config.mongo.url ? `MongoDB at ${withoutCredentials(config.mongo.url)}` : "embedded", "MONGODB_URL"],
    [
      "Model",
      loop.llm ? `${loop.llm.provider} (${loop.llm.model})` : "none; the knowledge engine works alone",
      "LLM_PROVIDER and its key",
    ],
    ["Executor", `${loop.executor.name}: ${executor.message}`, "EXECUTOR=docker|sandbox"],
    [
      "GitHub",
      config.github.webhookSecret ? `deliveries to ${config.publicUrl ?? url}/api/webhook/github` : "not connected",
      "GITHUB_WEBHOOK_SECRET",
    ],
  ];
  const page = (config.publicUrl ?? url).replace(/\/+$/, "");
  const signIn =
    token.source === "option" ? `${page}/  (with your PIPEWRIGHT_ADMIN_TOKEN)` : `${page}/?token=${token.token}`;
  return [
    "",
    `${styleText("bold", "Pipewright")} Ready in ${(ms / 1000).toFixed(1)} s`,
    "",
    `  Sign in   ${styleText("cyan", signIn)}`,
    ...rows.map(([name, value, change]) => `  ${name.padEnd(9)} ${value}  ${styleText("dim", `change: ${change}`)}`),
    "",
    styleText("dim", "  Ctrl-C stops it. Settings: .env.example, docs/configuration.md"),
  ].join("\n");
}
