import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { ConfigError } from "./settings/config-error.ts";
import { Environment } from "./settings/environment.ts";
import { type GitHubAppConfig, readGitHubApp } from "./settings/github-app-settings.ts";
import { listOf } from "./settings/list-of.ts";
import { type ModelConfig, readModel } from "./settings/model-settings.ts";
import { type NotificationConfig, readNotifications } from "./settings/notification-settings.ts";

const MEBIBYTE = 1024 * 1024;

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
    app: GitHubAppConfig | undefined;
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
      app: readGitHubApp(env),
      apiUrl: env.GITHUB_API_URL.replace(/\/+$/, ""),
      serverUrl: env.GITHUB_SERVER_URL.replace(/\/+$/, ""),
    },
    delivery: { mode: env.DELIVERY, commitToPullRequest: env.GITHUB_COMMIT_TO_PULL_REQUEST },
    notifications: readNotifications(env),
    model: readModel(env),
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
