import { spawnSync } from "node:child_process";
import { styleText } from "node:util";
import { errorMessage } from "@pipewright/contract/errors";
import type { HealthPart } from "@pipewright/contract/health";
import { createLlm } from "../agents/llm.ts";
import type { Config } from "../config.ts";
import { openExecutor } from "../execution-ports.ts";
import { openStore } from "../open-store.ts";
import { createLog } from "./create-log.ts";

const CHECK_TIMEOUT_MS = 5000;
/** git 2.30 has all that is used. */
const GIT_HINT = "Install git; repositories are cloned and patches made with it.";

interface Finding extends HealthPart {
  name: string;
}

/** `pipewright doctor`: says what works here and what to do about the rest. Returns 1 when something needed is down. */
export async function doctorCommand({ json }: { json: boolean }, config: Config): Promise<number> {
  const findings = [
    checkNode(),
    checkGit(),
    await checkStore(config),
    await checkExecutor(config),
    await checkModel(config),
    ...checkGitHub(config),
  ];
  process.stdout.write(json ? `${JSON.stringify(findings)}\n` : `${findings.map(render).join("\n")}\n`);
  return findings.some(({ status }) => status === "down") ? 1 : 0;
}

function checkNode(): Finding {
  return { name: "Node", status: "ok", kind: process.versions.node, message: process.execPath };
}

function checkGit(): Finding {
  const { status, stdout } = spawnSync("git", ["--version"], { encoding: "utf8", timeout: CHECK_TIMEOUT_MS });
  if (status === 0) return { name: "git", status: "ok", kind: "git", message: stdout.trim() };
  return { name: "git", status: "down", kind: "git", message: "git is not installed", advice: GIT_HINT };
}

async function checkStore(config: Config): Promise<Finding> {
  const kind = config.mongo.url ? "mongodb" : "embedded";
  try {
    const store = await openStore(config, createLog("silent"));
    await store.close();
    const message = kind === "embedded" ? `opens in ${config.dataDir}` : "MongoDB answers";
    return {
      name: "Store",
      status: "ok",
      kind,
      message,
      ...(kind === "embedded" && { advice: "Set MONGODB_URL to use a MongoDB of yours." }),
    };
  } catch (error) {
    const isInUse = error instanceof Error && "code" in error && error.code === "store_locked";
    if (isInUse) return { name: "Store", status: "ok", kind, message: "in use by a running Pipewright" };
    return {
      name: "Store",
      status: "down",
      kind,
      message: errorMessage(error),
      advice: "Check PIPEWRIGHT_DATA or MONGODB_URL.",
    };
  }
}

async function checkExecutor(config: Config): Promise<Finding> {
  try {
    const { executor } = await openExecutor(config, { instanceId: "doctor", log: createLog("silent") });
    const { ok, message, advice } = await executor.check(AbortSignal.timeout(CHECK_TIMEOUT_MS));
    await executor.close();
    return {
      name: "Executor",
      status: ok ? "ok" : "down",
      kind: executor.name,
      message,
      ...(advice !== undefined && { advice }),
    };
  } catch (error) {
    return { name: "Executor", status: "down", kind: config.execution.executor, message: errorMessage(error) };
  }
}

async function checkModel(config: Config): Promise<Finding> {
  const llm = createLlm(config.model);
  if (llm) {
    const signal = AbortSignal.timeout(CHECK_TIMEOUT_MS);
    const late = { ok: false, message: `${llm.provider} does not answer` };
    const { ok, ...found } = await llm.check(signal).catch(() => late);
    return { name: "Model", status: ok ? "ok" : "down", kind: llm.provider, ...found };
  }
  const advice =
    "Set GEMINI_API_KEY, MISTRAL_API_KEY, ANTHROPIC_API_KEY, OPENAI_API_KEY or LLM_PROVIDER=ollama to add a model.";
  return { name: "Model", status: "ok", kind: "none", message: "the knowledge engine works alone", advice };
}

function checkGitHub({ github }: Config): Finding[] {
  return [
    github.webhookSecret
      ? { name: "Webhook", status: "ok", kind: "github", message: "deliveries are verified" }
      : {
          name: "Webhook",
          status: "degraded",
          kind: "none",
          message: "GitHub is not connected",
          advice: "Set GITHUB_WEBHOOK_SECRET; see docs/github.md.",
        },
    github.token
      ? { name: "GitHub token", status: "ok", kind: "github", message: `for ${github.apiUrl}` }
      : {
          name: "GitHub token",
          status: "degraded",
          kind: "none",
          message: "logs of failed runs cannot be fetched",
          advice: "Set GITHUB_TOKEN.",
        },
  ];
}

function render({ name, status, kind, message, advice }: Finding): string {
  const mark = { ok: styleText("green", "✓"), degraded: styleText("yellow", "!"), down: styleText("red", "✗") }[status];
  return `${mark} ${name.padEnd(13)} ${kind}: ${message}${advice ? `\n                ${styleText("dim", advice)}` : ""}`;
}
