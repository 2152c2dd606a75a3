import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { MINUTES_SAVED_PER_FIX } from "@pipewright/contract/dashboard";
import type { DoctorId } from "@pipewright/contract/doctor";
import type { TestNotification } from "@pipewright/contract/notifications";
import type { Logger } from "pino";
import type { People } from "./access/people.ts";
import type { Config } from "./config.ts";
import type { SlackDeps } from "./http/slack-routes.ts";
import { createRedactor } from "./logs/redact-secrets.ts";
import type { Loop } from "./loop.ts";
import { openCheckpoint } from "./memory/checkpoint.ts";
import { answerFromSlack } from "./notifications/answer-from-slack.ts";
import { createEmail } from "./notifications/email.ts";
import { type Notifier, startNotifier } from "./notifications/notifier.ts";
import { readRulesFile } from "./notifications/read-rules.ts";
import type { Rules } from "./notifications/rules.ts";
import { createSlackBot, type SlackBot } from "./notifications/slack-bot.ts";
import { createSlackWebhook } from "./notifications/slack-webhook.ts";
import type { Target } from "./notifications/target.ts";
import { verifySlackSignature } from "./notifications/verify-slack-signature.ts";
import { createWebhook } from "./notifications/webhook.ts";
import { startTakingIn } from "./orchestrator/recall/take-in-incidents.ts";
import { ConfigError } from "./settings/config-error.ts";
import type { Store } from "./store/connect.ts";

const RULES_FILE = "notifications.yml";
const DEFAULT_PORT_URL = "http://localhost";

export interface NotificationTargets {
  all: Target[];
  bot: SlackBot | undefined;
}

/** One part of the doctor's list. */
export interface NotificationPart {
  id: DoctorId;
  name: string;
  targets: Target[];
}

/** The targets that are configured. */
export function createTargets({ notifications }: Pick<Config, "notifications">): NotificationTargets {
  const { slackBot, slackWebhookUrl, webhooks, email } = notifications;
  const bot =
    slackBot &&
    createSlackBot({
      ...slackBot,
      takesAnswers: slackBot.signingSecret !== undefined && slackBot.approvers.length > 0,
    });
  const all: Target[] = [
    ...(bot ? [bot] : []),
    ...(slackWebhookUrl ? [createSlackWebhook(slackWebhookUrl)] : []),
    ...(webhooks?.urls ?? []).map((url, index) =>
      createWebhook({ id: `webhook-${index + 1}`, url, secret: webhooks?.secret ?? "", now: () => new Date() }),
    ),
    ...(email ? [createEmail(email)] : []),
  ];
  return { all, bot };
}

/** Who is told of what. @throws ConfigError when the file cannot be used */
export async function loadRules({ dataDir }: Pick<Config, "dataDir">, { all }: NotificationTargets): Promise<Rules> {
  const targetIds = all.map(({ id }) => id);
  const read = await readRulesFile(join(dataDir, RULES_FILE), targetIds);
  if ("problems" in read) throw new ConfigError(read.problems);
  return read.rules;
}

/** The targets as the doctor lists them. */
export function partsOf({ all }: Pick<NotificationTargets, "all">): NotificationPart[] {
  const parts: NotificationPart[] = [
    { id: "slack", name: "Slack", targets: all.filter(({ id }) => id === "slack") },
    { id: "slack-webhook", name: "Slack webhook", targets: all.filter(({ id }) => id === "slack-webhook") },
    { id: "webhooks", name: "Outgoing webhooks", targets: all.filter(({ id }) => id.startsWith("webhook-")) },
    { id: "email", name: "E-mail", targets: all.filter(({ id }) => id === "email") },
  ];
  return parts.filter(({ targets }) => targets.length > 0);
}

/** Tells one target that it can be reached. @throws DeliveryError */
export async function sendTest(target: Target, consoleUrl: string, signal: AbortSignal): Promise<void> {
  const id = `test-${randomUUID()}`;
  const notification: TestNotification = { kind: "test", id, at: new Date().toISOString(), link: consoleUrl };
  await target.deliver({ id, notification, repeats: 0 }, signal);
}

/** The console's address as people reach it, without a slash at its end. */
export function consoleUrlOf({ publicUrl, port }: Pick<Config, "publicUrl" | "port">): string {
  return (publicUrl ?? `${DEFAULT_PORT_URL}:${port}`).replace(/\/+$/, "");
}

export interface NotificationPorts {
  notifier: Notifier;
  slack: SlackDeps["slack"];
  close(): Promise<void>;
}

export interface NotificationPlace {
  rules: Rules;
  store: Store;
  loop: Loop;
  people: Pick<People, "mayAnswer">;
  now: () => Date;
  log: Logger;
}

/** Starts to tell of what the loop does, and takes in what was missed while no process was there. */
export async function startNotifications(
  config: Config,
  targets: NotificationTargets,
  { rules, store, loop, people, now, log }: NotificationPlace,
): Promise<NotificationPorts> {
  const redact = (text: string) => createRedactor()(text);
  const notifier = await startNotifier({
    connection: store.connection,
    exclusive: store.exclusive,
    targets: targets.all,
    rules,
    consoleUrl: consoleUrlOf(config),
    minutesSaved: MINUTES_SAVED_PER_FIX,
    findIncident: loop.incidents.find,
    listPending: loop.incidents.pending,
    redact,
    now,
    random: Math.random,
    log,
  });
  const takingIn = targets.all.length === 0 ? undefined : await takeIn({ store, loop, notifier, now, log });
  return {
    notifier,
    slack: slackDeps(config, targets, { loop, people, redact, now, log }),
    async close() {
      await takingIn?.close();
      await notifier.close();
    },
  };
}

/** What changed since the last look; on the first start nothing has been missed. */
async function takeIn({
  store,
  loop,
  notifier,
  now,
  log,
}: {
  store: Store;
  loop: Loop;
  notifier: Notifier;
  now: () => Date;
  log: Logger;
}) {
  const checkpoint = openCheckpoint(store.connection, "notifications");
  if ((await checkpoint.read()).getTime() === 0) await checkpoint.write(now());
  const follower = {
    follow: (incident: { _id: { toHexString(): string } }) => notifier.follow(incident._id.toHexString()),
  };
  return startTakingIn({ incidents: loop.repository, follower, checkpoint, log });
}

function slackDeps(
  { notifications: { slackBot } }: Config,
  { bot }: NotificationTargets,
  { loop, people, redact, now, log }: Omit<NotificationPlace, "rules" | "store"> & { redact(text: string): string },
): SlackDeps["slack"] {
  const secret = slackBot?.signingSecret;
  if (slackBot === undefined || bot === undefined || secret === undefined) return undefined;
  const answer = answerFromSlack({
    bot,
    approvers: slackBot.approvers,
    mayAnswer: people.mayAnswer,
    approve: loop.orchestrator.approve,
    reject: loop.orchestrator.reject,
    async findPending(approvalId) {
      const found = (await loop.incidents.pending()).find(({ id }) => id === approvalId);
      return found && { digest: found.digest, tier: found.risk.tier, needed: found.needed ?? 1 };
    },
    redact,
    log,
  });
  return { verify: (body, headers) => verifySlackSignature(secret, body, headers, now()), answer };
}
