import { errorMessage } from "@pipewright/contract/errors";
import type { IncidentNotification } from "@pipewright/contract/notifications";
import { LogLevel, WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebClient } from "@slack/web-api";
import { escapeMrkdwn } from "./escape-mrkdwn.ts";
import { readRetryAfter } from "./retry-delay.ts";
import { canAnswerInSlack, slackText } from "./slack-blocks.ts";
import { DeliveryError, type Receipt, type Target } from "./target.ts";
import { headline, outcome } from "./words.ts";

const TIMEOUT_MS = 10_000;
/** What is wrong with the message itself; anything else a person can put right meanwhile. */
const OF_THE_MESSAGE = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "msg_too_long",
  "msg_blocks_too_long",
  "no_text",
  "invalid_arguments",
]);
/** The message is gone: there is nothing to change. */
const GONE = new Set(["message_not_found", "cant_update_message", "edit_window_closed"]);
const ENDS = new Set<IncidentNotification["kind"]>(["resolved", "refuted", "failed"]);

export interface SlackBotOptions {
  token: string;
  /** Id or name. */
  channel: string;
  apiUrl: string;
  /** True when answers can come back: there is a signing secret, and somebody may approve. */
  takesAnswers: boolean;
}

export interface SlackBot extends Target {
  /** Tells one person alone, where the others do not see it. @throws DeliveryError */
  whisper(channel: string, user: string, text: string): Promise<void>;
  /** In lower case; undefined when Slack does not tell. */
  emailOf(user: string): Promise<string | undefined>;
}

/** Messages that are kept up to date, with buttons to answer. */
export function createSlackBot({ token, channel, apiUrl, takesAnswers }: SlackBotOptions): SlackBot {
  const client = new WebClient(token, {
    slackApiUrl: apiUrl,
    timeout: TIMEOUT_MS,
    // The outbox tries again, and survives a restart.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logLevel: LogLevel.ERROR,
    logger: SILENT,
  });

  async function update(receipt: Receipt, message: { text: string; blocks: ReturnType<typeof slackText>["blocks"] }) {
    await call(() => client.chat.update({ ...receipt, ...message })).catch((error: unknown) => {
      if (!(error instanceof DeliveryError && GONE.has(error.message))) throw error;
    });
  }

  return {
    id: "slack",
    forPeople: true,
    canUpdate: true,
    async deliver({ notification, repeats, earlier }) {
      const isIncident = notification.kind !== "digest" && notification.kind !== "test";
      const canAnswer = takesAnswers && isIncident && canAnswerInSlack(notification);
      const message = slackText(notification, { repeats, canAnswer });
      const place = { unfurl_links: false, unfurl_media: false };
      if (earlier !== undefined) {
        await update(earlier, message);
        if (!isIncident || !ENDS.has(notification.kind)) return earlier;
        const text = escapeMrkdwn([headline(notification), outcome(notification)].filter(Boolean).join("\n"));
        await call(() => client.chat.postMessage({ ...place, channel: earlier.channel, thread_ts: earlier.ts, text }));
        return earlier;
      }
      const posted = await call(() => client.chat.postMessage({ ...place, channel, ...message }));
      return posted.ts && posted.channel ? { channel: posted.channel, ts: posted.ts } : undefined;
    },
    async check() {
      const { user, team } = await call(() => client.auth.test());
      return `Messages go to ${channel} of ${team ?? "Slack"} as ${user ?? "the app"}`;
    },
    async whisper(where, user, text) {
      await call(() => client.chat.postEphemeral({ channel: where, user, text }));
    },
    async emailOf(user) {
      const found = await call(() => client.users.info({ user })).catch(() => undefined);
      return found?.user?.profile?.email?.toLowerCase();
    },
    close: () => undefined,
  };
}

async function call<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw toDeliveryError(error);
  }
}

function toDeliveryError(error: unknown): DeliveryError {
  if (error instanceof WebAPIRateLimitedError) {
    const retryAfterMs = error.retryAfter * 1000;
    return new DeliveryError("Slack asks to wait", { permanent: false, retryAfterMs, cause: error });
  }
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    return new DeliveryError(GONE.has(code) ? code : `Slack says ${code}${ADVICE[code] ?? ""}`, {
      permanent: OF_THE_MESSAGE.has(code),
      cause: error,
    });
  }
  if (error instanceof WebAPIHTTPError) {
    const retryAfterMs = readRetryAfter(error.headers["retry-after"], new Date());
    return new DeliveryError(`Slack answered HTTP ${error.statusCode}`, {
      permanent: false,
      retryAfterMs,
      cause: error,
    });
  }
  return new DeliveryError(errorMessage(error), { permanent: false, cause: error });
}

const ADVICE: Readonly<Record<string, string>> = {
  not_in_channel: ". Invite the app: /invite @Pipewright",
  channel_not_found: ". Check SLACK_CHANNEL, and invite the app to a private channel",
  invalid_auth: ". Check SLACK_BOT_TOKEN",
  token_revoked: ". Install the app again and set the new SLACK_BOT_TOKEN",
  account_inactive: ". Install the app again and set the new SLACK_BOT_TOKEN",
  missing_scope: ". Give the app the scope chat:write and install it again",
};

/** What Slack's client would print is told by its errors. */
const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
