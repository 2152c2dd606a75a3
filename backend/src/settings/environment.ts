import { z } from "zod";

/** An optional setting; an empty value in `.env` counts as not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);
const text = optional(z.string().optional());
const wholeNumber = (fallback: number, min: number, max: number) =>
  optional(z.coerce.number().int().min(min).max(max).default(fallback));
const flag = optional(z.stringbool().default(false));

/** Every setting, by the name of its environment variable. `docs/configuration.md` says the same in words. */
export const Environment = z.object({
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
export type Environment = z.infer<typeof Environment>;
