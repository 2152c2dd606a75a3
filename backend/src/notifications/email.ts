import { errorMessage } from "@pipewright/contract/errors";
import { createTransport } from "nodemailer";
import { emailText } from "./email-text.ts";
import { DeliveryError, type Target } from "./target.ts";

const TIMEOUT_MS = 15_000;

export interface EmailOptions {
  /** `smtp://user:password@host:587` or `smtps://...` */
  smtpUrl: string;
  from: string;
  to: readonly string[];
}

/** E-mail over SMTP. All mails about one incident are one thread. */
export function createEmail({ smtpUrl, from, to }: EmailOptions): Target {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    id: "email",
    forPeople: true,
    canUpdate: false,
    async deliver({ id, notification, repeats }) {
      const { subject, text, html } = emailText(notification, repeats);
      const thread =
        "incident" in notification ? `<incident-${notification.incident.id}@pipewright.invalid>` : undefined;
      try {
        await transport.sendMail({
          from,
          to: [...to],
          subject,
          text,
          html,
          messageId: `<${id.replaceAll(/[^\w.-]/g, "-")}@pipewright.invalid>`,
          ...(thread && { references: thread, inReplyTo: thread }),
          headers: { "Auto-Submitted": "auto-generated" },
        });
      } catch (error) {
        throw toDeliveryError(error);
      }
      return undefined;
    },
    async check() {
      try {
        await transport.verify();
      } catch (error) {
        throw toDeliveryError(error);
      }
      return `Mail goes to ${to.join(", ")}`;
    },
    close: () => transport.close(),
  };
}

/** A message that the server refuses for good (5xx after the sender was taken) will not be taken later. */
function toDeliveryError(error: unknown): DeliveryError {
  const command = error instanceof Error && "command" in error ? error.command : undefined;
  const code = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0;
  const isOfTheMessage = command === "DATA" && code >= 500;
  return new DeliveryError(errorMessage(error), { permanent: isOfTheMessage, cause: error });
}
