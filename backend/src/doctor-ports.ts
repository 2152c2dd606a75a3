import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import { isLoopback } from "./access/site-policy.ts";
import { createLlm, type Llm } from "./agents/llm.ts";
import type { Config } from "./config.ts";
import { type CheckedExecutor, checkExecutor } from "./doctor/check-executor.ts";
import { checkGit } from "./doctor/check-git.ts";
import { type CheckedGitHub, checkGithub } from "./doctor/check-github.ts";
import { checkModel } from "./doctor/check-model.ts";
import { checkNode } from "./doctor/check-node.ts";
import { checkNoNotification, checkNotification } from "./doctor/check-notification.ts";
import { checkSignIn } from "./doctor/check-sign-in.ts";
import { checkStore } from "./doctor/check-store.ts";
import { checkWebhook } from "./doctor/check-webhook.ts";
import { type Check, createDoctor, type Doctor } from "./doctor/doctor.ts";
import { openExecutor } from "./execution-ports.ts";
import { createGitHub } from "./github/create-github.ts";
import { createRedactor } from "./logs/redact-secrets.ts";
import { consoleUrlOf, createTargets, type NotificationTargets, partsOf, sendTest } from "./notification-ports.ts";
import type { Notifier } from "./notifications/notifier.ts";
import { openStore } from "./open-store.ts";
import { pingStore, type Store } from "./store/connect.ts";

const CHECK_TIMEOUT_MS = 5000;
const SECRET_BYTES = 24;

/** What differs between a server that runs and an installation that is only looked at. */
interface Parts {
  /** Says where the store is, when that is worth saying. @throws what is wrong with it */
  reachStore(): Promise<string | undefined>;
  /** Looks at the executor while it is open. */
  withExecutor<T>(look: (executor: CheckedExecutor) => Promise<T>): Promise<T>;
  llm: Llm | null;
  /** Undefined when it is not connected. */
  github: CheckedGitHub | undefined;
  targets: NotificationTargets;
  /** Absent where no server runs. */
  notifier?: Pick<Notifier, "status">;
}

interface ServerParts extends Pick<Parts, "llm" | "github" | "targets" | "notifier"> {
  store: Store;
  executor: CheckedExecutor;
}

/** Looks at the parts that the running server works with. */
export function createServerDoctor(config: Config, { store, executor, ...parts }: ServerParts): Doctor {
  return doctorFor(config, {
    async reachStore() {
      await pingStore(store, CHECK_TIMEOUT_MS);
      return undefined;
    },
    withExecutor: (look) => look(executor),
    ...parts,
  });
}

/** Opens each part for as long as it is looked at; no server need run. */
export function createInstallationDoctor(config: Config, log: Logger): Doctor {
  return doctorFor(config, {
    async reachStore() {
      try {
        await (await openStore(config, log)).close();
      } catch (error) {
        if (isInUse(error)) return "in use by a running Pipewright";
        throw error;
      }
      return config.mongo.url === undefined ? config.dataDir : undefined;
    },
    async withExecutor(look) {
      const { executor, standIn } = await openExecutor(config, { instanceId: "doctor", log });
      try {
        return await look(executor);
      } finally {
        await Promise.all([executor.close(), standIn?.close()]);
      }
    },
    llm: createLlm(config.model),
    github: createGitHub(config.github, () => new Date()),
    targets: createTargets(config),
  });
}

/** The one list of checks: what the server says, the command line says, too. */
function doctorFor(config: Config, { reachStore, withExecutor, llm, github: connected, ...notifying }: Parts): Doctor {
  const { github, publicUrl } = config;
  const storeKind = config.mongo.url === undefined ? "embedded" : "mongodb";
  const webhook = {
    hasSecret: github.webhookSecret !== undefined,
    publicUrl,
    isLocal: isLoopback(config.host),
    proposedSecret: randomBytes(SECRET_BYTES).toString("hex"),
  };
  const signIn = { isGiven: config.adminToken !== undefined, dataDir: config.dataDir, publicUrl };
  return createDoctor({
    checks: [
      { id: "store", name: "Store", run: (signal) => checkStore(storeKind, reachStore, signal) },
      {
        id: "executor",
        name: "Executor",
        run: (signal) => withExecutor((executor) => checkExecutor(executor, signal)),
      },
      { id: "model", name: "Model", run: (signal) => checkModel(llm, signal) },
      { id: "webhook", name: "GitHub webhook", run: (signal) => checkWebhook(webhook, signal) },
      {
        id: "github-token",
        name: "GitHub access",
        run: (signal) => checkGithub({ github: connected, apiUrl: github.apiUrl }, signal),
      },
      ...notificationChecks(config, notifying),
      { id: "sign-in", name: "Sign-in", run: () => checkSignIn(signIn) },
      { id: "git", name: "git", run: (signal) => checkGit(signal) },
      { id: "node", name: "Node", run: checkNode },
    ],
    timeoutMs: CHECK_TIMEOUT_MS,
    now: () => new Date(),
    hideSecrets: hiderOf(config),
  });
}

/** One check for each kind of target; a test sends a message. */
function notificationChecks(config: Config, { targets, notifier }: Pick<Parts, "targets" | "notifier">): Check[] {
  const parts = partsOf(targets);
  if (parts.length === 0) return [{ id: "notifications", name: "Notifications", run: checkNoNotification }];
  return parts.map(({ id, name, targets: ofPart }) => {
    const checked = ofPart.map((target) => ({
      check: target.check,
      ...(notifier && { status: () => notifier.status(target.id) }),
    }));
    const run: Check["run"] = (signal) => checkNotification(id, checked, signal);
    return {
      id,
      name,
      run,
      async test(signal) {
        await Promise.all(ofPart.map((target) => sendTest(target, consoleUrlOf(config), signal)));
        return run(signal);
      },
    };
  });
}

/** Masks the settings that are secrets, wherever they stand, and what looks like one. */
function hiderOf({ adminToken, github, model, milvus, mongo, notifications }: Config): (text: string) => string {
  const { slackBot, slackWebhookUrl, webhooks, email } = notifications;
  const password = passwordIn(mongo.url);
  const secrets = [
    adminToken,
    github.token,
    github.webhookSecret,
    model?.apiKey,
    milvus?.token,
    password,
    slackBot?.token,
    slackBot?.signingSecret,
    slackWebhookUrl,
    webhooks?.secret,
    passwordIn(email?.smtpUrl),
  ];
  const known = secrets.filter((secret) => secret !== undefined && secret !== "");
  return (text) =>
    known.reduce<string>((masked, secret) => masked.replaceAll(secret ?? "", "***"), createRedactor()(text));
}

function passwordIn(url: string | undefined): string | undefined {
  return url?.match(/\/\/[^/@]*:([^/@]*)@/)?.[1];
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "store_locked";
}
