import { createPrivateKey } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { errorMessage, type FieldProblem, PipewrightError } from "@pipewright/contract/errors";
import { z } from "zod";

const MEBIBYTE = 1024 * 1024;

/** An optional setting; an empty value in `.env` counts as not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);
const text = optional(z.string().optional());
const wholeNumber = (fallback: number, min: number, max: number) =>
  optional(z.coerce.number().int().min(min).max(max).default(fallback));
const flag = optional(z.stringbool().default(false));

/** Every setting, by the name of its environment variable. `docs/configuration.md` says the same in words. */
const Environment = z.object({
  PORT: wholeNumber(8000, 0, 65_535),
  HOST: optional(z.string().default("127.0.0.1")),
  PIPEWRIGHT_DATA: text,
  PIPEWRIGHT_ADMIN_TOKEN: optional(z.string().min(16, "must have at least 16 characters").optional()),
  PIPEWRIGHT_PUBLIC_URL: optional(z.url({ protocol: /^https?$/ }).optional()),
  PIPEWRIGHT_ALLOWED_ORIGINS: text,
  LOG_LEVEL: optional(z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info")),

  MONGODB_URL: optional(
    z
      .string()
      .regex(/^mongodb(\+srv)?:\/\//, "must begin with mongodb:// or mongodb+srv://")
      .optional(),
  ),
  MONGODB_DB: optional(z.string().default("pipewright")),

  GITHUB_WEBHOOK_SECRET: text,
  GITHUB_TOKEN: text,
  GITHUB_APP_ID: optional(z.string().regex(/^\d+$/, "must be the app's number").optional()),
  GITHUB_APP_PRIVATE_KEY: text,
  GITHUB_APP_PRIVATE_KEY_FILE: text,
  GITHUB_API_URL: optional(z.url().default("https://api.github.com")),
  GITHUB_SERVER_URL: optional(z.url().default("https://github.com")),
  DELIVERY: optional(z.enum(["auto", "pull_request", "branch", "patch"]).default("auto")),
  GITHUB_COMMIT_TO_PULL_REQUEST: flag,

  SLACK_WEBHOOK_URL: optional(z.url({ protocol: /^https?$/ }).optional()),
  SLACK_BOT_TOKEN: text,
  SLACK_SIGNING_SECRET: text,
  SLACK_CHANNEL: text,
  SLACK_APPROVERS: text,
  SLACK_API_URL: optional(z.url({ protocol: /^https?$/ }).default("https://slack.com/api/")),
  WEBHOOK_URLS: text,
  WEBHOOK_SECRET: optional(z.string().min(16, "must have at least 16 characters").optional()),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ }).optional()),
  EMAIL_FROM: text,
  EMAIL_TO: text,

  LLM_PROVIDER: optional(z.enum(["gemini", "ollama", "mistral", "anthropic", "openai", "none"]).optional()),
  LLM_MODEL: text,
  LLM_TIMEOUT_SECONDS: wholeNumber(60, 1, 3600),
  LLM_MAX_ATTEMPTS: wholeNumber(4, 1, 10),
  LLM_CONCURRENCY: wholeNumber(2, 1, 64),
  LLM_TOKENS_PER_DAY: wholeNumber(0, 0, 1_000_000_000_000),
  GEMINI_API_KEY: text,
  GOOGLE_API_KEY: text,
  GEMINI_MODEL: text,
  GEMINI_BASE_URL: optional(z.url().optional()),
  OLLAMA_BASE_URL: optional(z.url().optional()),
  USE_OLLAMA: flag,
  MISTRAL_API_KEY: text,
  MISTRAL_BASE_URL: optional(z.url().optional()),
  ANTHROPIC_API_KEY: text,
  ANTHROPIC_BASE_URL: optional(z.url().optional()),
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: optional(z.url().optional()),

  MILVUS_ADDRESS: text,
  MILVUS_TOKEN: text,
  EMBEDDING_MODEL: text,

  EXECUTOR: optional(z.enum(["auto", "docker", "sandbox"]).default("auto")),
  DOCKER_HOST: text,
  DOCKER_PULL: optional(z.enum(["missing", "never"]).default("missing")),
  RUN_IMAGE: optional(z.string().default("debian:12-slim")),
  RUN_IMAGE_PREFIX: optional(z.string().default("")),
  RUN_TIMEOUT_SECONDS: wholeNumber(600, 1, 21_600),
  RUN_MEMORY_MB: wholeNumber(1024, 16, 1_048_576),
  RUN_CPUS: optional(z.coerce.number().min(0.1).max(256).default(2)),
  RUN_PIDS: wholeNumber(512, 8, 65_536),
  VERIFY_COMMAND: text,
  VERIFY_COMPOSE: flag,

  APPROVAL_TTL_HOURS: optional(z.coerce.number().positive().max(8760).default(72)),
  MAX_REVISIONS: wholeNumber(5, 0, 100),
  MAX_LOG_MB: wholeNumber(64, 1, 1024),
  CONCURRENCY: wholeNumber(4, 1, 64),
});
type Environment = z.infer<typeof Environment>;

type ModelProvider = "gemini" | "ollama" | "mistral" | "anthropic" | "openai";

export interface ModelConfig {
  provider: ModelProvider;
  model: string | undefined;
  apiKey: string | undefined;
  baseUrl: string | undefined;
  timeoutMs: number;
  maxAttempts: number;
  maxConcurrency: number;
  /** 0: no limit. */
  tokensPerDay: number;
}

/** Where people and machines are told. What is absent is not told. */
export interface NotificationConfig {
  slackWebhookUrl: string | undefined;
  slackBot:
    | { token: string; channel: string; signingSecret: string | undefined; approvers: string[]; apiUrl: string }
    | undefined;
  webhooks: { urls: string[]; secret: string } | undefined;
  email: { smtpUrl: string; from: string; to: string[] } | undefined;
}

export interface Config {
  port: number;
  host: string;
  dataDir: string;
  adminToken: string | undefined;
  publicUrl: string | undefined;
  allowedOrigins: string[];
  logLevel: Environment["LOG_LEVEL"];
  mongo: { url: string | undefined; database: string };
  github: {
    webhookSecret: string | undefined;
    token: string | undefined;
    /** Goes before the token. */
    app: { id: string; privateKey: string } | undefined;
    apiUrl: string;
    serverUrl: string;
  };
  delivery: { mode: Environment["DELIVERY"]; commitToPullRequest: boolean };
  notifications: NotificationConfig;
  /** Absent: the knowledge engine works alone. */
  model: ModelConfig | undefined;
  /** Absent: near failures are found by their words, in this process. */
  milvus: { address: string; token: string | undefined; embeddingModel: string | undefined } | undefined;
  execution: {
    executor: Environment["EXECUTOR"];
    dockerHost: string | undefined;
    pull: Environment["DOCKER_PULL"];
    image: string;
    /** Put before every image's name: a mirror for networks that reach no public registry. */
    imagePrefix: string;
    limits: { timeoutMs: number; memoryBytes: number; cpus: number; pids: number };
    verifyCommand: string | undefined;
    verifyCompose: boolean;
  };
  /** What programs that run on this machine are given: git, and the check that the operator configured. */
  hostEnvironment: Readonly<Record<string, string | undefined>>;
  approvalTtlMs: number;
  /** How often one incident's fix may be replaced by another proposal. */
  maxRevisions: number;
  maxLogBytes: number;
  concurrency: number;
}

/** A setting that cannot be used. The message names each by its environment variable. */
export class ConfigError extends PipewrightError {
  readonly fields: FieldProblem[];

  constructor(fields: FieldProblem[]) {
    super(
      "bad_configuration",
      500,
      `These settings cannot be used:\n${fields.map((field) => `  ${field.path}: ${field.message}`).join("\n")}`,
    );
    this.fields = fields;
  }
}

/**
 * Reads the environment, after `.env` in `folder` if there is one (what the environment sets wins over the file).
 * @throws ConfigError with every setting that is wrong, not only the first
 */
export function loadConfig(folder: string = process.cwd()): Config {
  const file = join(folder, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  return parseConfig(process.env);
}

/** @throws ConfigError */
export function parseConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const parsed = Environment.safeParse(variables);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })));
  }
  const env = parsed.data;
  return Object.freeze({
    port: env.PORT,
    host: env.HOST,
    dataDir: resolve(env.PIPEWRIGHT_DATA ?? ".pipewright"),
    adminToken: env.PIPEWRIGHT_ADMIN_TOKEN,
    publicUrl: env.PIPEWRIGHT_PUBLIC_URL,
    allowedOrigins: listOf(env.PIPEWRIGHT_ALLOWED_ORIGINS),
    logLevel: env.LOG_LEVEL,
    mongo: { url: env.MONGODB_URL, database: env.MONGODB_DB },
    github: {
      webhookSecret: env.GITHUB_WEBHOOK_SECRET,
      token: env.GITHUB_TOKEN,
      app: githubApp(env),
      apiUrl: env.GITHUB_API_URL.replace(/\/+$/, ""),
      serverUrl: env.GITHUB_SERVER_URL.replace(/\/+$/, ""),
    },
    delivery: { mode: env.DELIVERY, commitToPullRequest: env.GITHUB_COMMIT_TO_PULL_REQUEST },
    notifications: notificationConfig(env),
    model: modelConfig(env),
    milvus: env.MILVUS_ADDRESS
      ? { address: env.MILVUS_ADDRESS, token: env.MILVUS_TOKEN, embeddingModel: env.EMBEDDING_MODEL }
      : undefined,
    execution: {
      executor: env.EXECUTOR,
      dockerHost: env.DOCKER_HOST,
      pull: env.DOCKER_PULL,
      image: env.RUN_IMAGE,
      imagePrefix: env.RUN_IMAGE_PREFIX,
      limits: {
        timeoutMs: env.RUN_TIMEOUT_SECONDS * 1000,
        memoryBytes: env.RUN_MEMORY_MB * MEBIBYTE,
        cpus: env.RUN_CPUS,
        pids: env.RUN_PIDS,
      },
      verifyCommand: env.VERIFY_COMMAND,
      verifyCompose: env.VERIFY_COMPOSE,
    },
    hostEnvironment: variables,
    approvalTtlMs: env.APPROVAL_TTL_HOURS * 3_600_000,
    maxRevisions: env.MAX_REVISIONS,
    maxLogBytes: env.MAX_LOG_MB * MEBIBYTE,
    concurrency: env.CONCURRENCY,
  });
}

function notificationConfig(env: Environment): NotificationConfig {
  const urls = listOf(env.WEBHOOK_URLS);
  const to = listOf(env.EMAIL_TO);
  const problems = [
    ...missing(env, "SLACK_BOT_TOKEN", ["SLACK_CHANNEL"]),
    ...missing(env, "WEBHOOK_URLS", ["WEBHOOK_SECRET"]),
    ...missing(env, "SMTP_URL", ["EMAIL_FROM", "EMAIL_TO"]),
    ...urls.flatMap((url) =>
      /^https?:/.test(url) && URL.canParse(url)
        ? []
        : [{ path: "WEBHOOK_URLS", message: "must hold http or https addresses" }],
    ),
    ...[env.EMAIL_FROM ?? "", ...to].flatMap((address) =>
      /[\r\n]/.test(address) || (address !== "" && !address.includes("@"))
        ? [{ path: address === env.EMAIL_FROM ? "EMAIL_FROM" : "EMAIL_TO", message: "must hold mail addresses" }]
        : [],
    ),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    slackWebhookUrl: env.SLACK_WEBHOOK_URL,
    slackBot:
      env.SLACK_BOT_TOKEN && env.SLACK_CHANNEL
        ? {
            token: env.SLACK_BOT_TOKEN,
            channel: env.SLACK_CHANNEL,
            signingSecret: env.SLACK_SIGNING_SECRET,
            approvers: listOf(env.SLACK_APPROVERS),
            apiUrl: env.SLACK_API_URL,
          }
        : undefined,
    webhooks: urls.length > 0 && env.WEBHOOK_SECRET ? { urls, secret: env.WEBHOOK_SECRET } : undefined,
    email: env.SMTP_URL && env.EMAIL_FROM ? { smtpUrl: env.SMTP_URL, from: env.EMAIL_FROM, to } : undefined,
  };
}

/** Settings that a setting needs and that are not there. */
function missing(env: Environment, setting: keyof Environment, needed: (keyof Environment)[]): FieldProblem[] {
  if (env[setting] === undefined) return [];
  return needed.flatMap((path) => (env[path] === undefined ? [{ path, message: `is needed for ${setting}` }] : []));
}

/** The parts of a list with commas. */
function listOf(list: string | undefined): string[] {
  return (list ?? "").split(",").flatMap((part) => part.trim() || []);
}

/** @throws ConfigError when only half of an app is named, or its key is none */
function githubApp(env: Environment): Config["github"]["app"] {
  const { GITHUB_APP_ID: id, GITHUB_APP_PRIVATE_KEY: text, GITHUB_APP_PRIVATE_KEY_FILE: file } = env;
  if (id === undefined && text === undefined && file === undefined) return undefined;
  if (id === undefined) throw wrong("GITHUB_APP_ID", "is missing beside the app's private key");
  if (text === undefined && file === undefined)
    throw wrong("GITHUB_APP_PRIVATE_KEY", "is missing; or name its file in GITHUB_APP_PRIVATE_KEY_FILE");
  // One line in an environment file: \n stands for the ends of lines.
  const privateKey = (text ?? readKeyFile(file ?? "")).replaceAll("\\n", "\n").trim();
  if (!isPrivateKey(privateKey))
    throw wrong(
      text === undefined ? "GITHUB_APP_PRIVATE_KEY_FILE" : "GITHUB_APP_PRIVATE_KEY",
      "is not an RSA private key in PEM, as GitHub gives it",
    );
  return { id, privateKey };
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw wrong("GITHUB_APP_PRIVATE_KEY_FILE", `cannot be read: ${errorMessage(error)}`);
  }
}

function wrong(path: string, message: string): ConfigError {
  return new ConfigError([{ path, message }]);
}

function modelConfig(env: Environment): ModelConfig | undefined {
  const provider = env.LLM_PROVIDER ?? providerWithKey(env);
  if (provider === undefined || provider === "none") return undefined;
  const settings: Record<
    ModelProvider,
    { apiKey?: string | undefined; baseUrl?: string | undefined; model?: string | undefined }
  > = {
    gemini: { apiKey: env.GEMINI_API_KEY ?? env.GOOGLE_API_KEY, baseUrl: env.GEMINI_BASE_URL, model: env.GEMINI_MODEL },
    ollama: { baseUrl: env.OLLAMA_BASE_URL },
    mistral: { apiKey: env.MISTRAL_API_KEY, baseUrl: env.MISTRAL_BASE_URL },
    anthropic: { apiKey: env.ANTHROPIC_API_KEY, baseUrl: env.ANTHROPIC_BASE_URL },
    openai: { apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL },
  };
  const chosen = settings[provider];
  if (provider !== "ollama" && chosen.apiKey === undefined) {
    const path = `${provider.toUpperCase()}_API_KEY`;
    throw new ConfigError([{ path, message: `is needed for LLM_PROVIDER=${provider}` }]);
  }
  return {
    provider,
    model: env.LLM_MODEL ?? chosen.model,
    apiKey: chosen.apiKey,
    baseUrl: chosen.baseUrl,
    timeoutMs: env.LLM_TIMEOUT_SECONDS * 1000,
    maxAttempts: env.LLM_MAX_ATTEMPTS,
    maxConcurrency: env.LLM_CONCURRENCY,
    tokensPerDay: env.LLM_TOKENS_PER_DAY,
  };
}

function providerWithKey(env: Environment): ModelProvider | undefined {
  if (env.USE_OLLAMA) return "ollama";
  if (env.GEMINI_API_KEY ?? env.GOOGLE_API_KEY) return "gemini";
  if (env.MISTRAL_API_KEY) return "mistral";
  if (env.ANTHROPIC_API_KEY) return "anthropic";
  if (env.OPENAI_API_KEY) return "openai";
  return undefined;
}
