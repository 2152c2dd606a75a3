import type { FieldProblem } from "@pipewright/contract/errors";
import { ConfigError } from "./config-error.ts";
import type { Environment } from "./environment.ts";
import { listOf } from "./list-of.ts";

/** Where people and machines are told. What is absent is not told. */
export interface NotificationConfig {
  slackWebhookUrl: string | undefined;
  slackBot:
    | { token: string; channel: string; signingSecret: string | undefined; approvers: string[]; apiUrl: string }
    | undefined;
  webhooks: { urls: string[]; secret: string } | undefined;
  email: { smtpUrl: string; from: string; to: string[] } | undefined;
}

/** Where people are told. @throws ConfigError with all that is wrong */
export function readNotifications(env: Environment): NotificationConfig {
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
