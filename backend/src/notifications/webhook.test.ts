import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { WebhookMessage } from "@pipewright/contract/notifications";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeIncident } from "./describe-incident.ts";
import { makeIncident } from "./testing/make-incident.ts";
import { createWebhook } from "./webhook.ts";

const SECRET = `whsec_${Buffer.from("a secret of the tests, long enough").toString("base64")}`;

let received: { headers: IncomingHttpHeaders; body: string }[];
let reply: { status: number; headers?: Record<string, string> };
let url: string;
let close: () => Promise<unknown>;

beforeEach(async () => {
  received = [];
  reply = { status: 204 };
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    response.writeHead(reply.status, reply.headers).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A listening TCP server has such an address.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
});
afterEach(() => close());

async function deliver(to: string, secret = SECRET): Promise<unknown> {
  const notification = describeIncident(makeIncident("one"), {
    consoleUrl: "https://pipewright.example",
    minutesSaved: 30,
    redact: (words) => words,
  });
  if (notification === null) throw new Error("nothing to tell");
  const webhook = createWebhook({ id: "webhook-1", url: to, secret, now: () => new Date() });
  const message = { id: notification.id, notification, repeats: 0 };
  return webhook.deliver(message, AbortSignal.timeout(5000)).catch((error: unknown) => error);
}

describe("an outgoing webhook", () => {
  it.each([SECRET, "any text that is long enough"])(
    "is signed so that the library of the standard verifies it",
    async (secret) => {
      expect(await deliver(url, secret)).toBeUndefined();
      const [{ headers, body } = { headers: {}, body: "" }] = received;
      const verifier = secret.startsWith("whsec_") ? new Webhook(secret) : new Webhook(secret, { format: "raw" });
      const strings = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
      const message = WebhookMessage.parse(verifier.verify(body, strings));
      expect(message).toMatchObject({ type: "incident.decision_waiting", data: { incident: { repo: "acme/shop" } } });
      expect(headers["webhook-id"]).toBe("one-decision_waiting-approval-one");
      expect(() => verifier.verify(`${body} `, strings)).toThrow();
    },
  );

  it("follows no redirect", async () => {
    reply = { status: 307, headers: { location: `${url}/other` } };
    expect(String(await deliver(url))).toContain("Redirects are not followed");
    expect(received).toHaveLength(1);
  });

  it.each([
    "http://169.254.169.254/latest",
    "http://[fe80::1]/",
    "http://[fd00:ec2::254]/",
    "http://[::ffff:169.254.169.254]/",
  ])("never calls %s", async (address) => {
    expect(String(await deliver(address))).toContain("never called");
  });

  it("says what went wrong when nobody listens", async () => {
    await close();
    expect(String(await deliver(url))).toContain("ECONNREFUSED");
    close = async () => undefined;
  });
});
