import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeIncident } from "./describe-incident.ts";
import { createEmail } from "./email.ts";
import { answered, makeIncident } from "./testing/make-incident.ts";

let mails: { to: string[]; raw: string }[];
let refusal: Error | undefined;
let server: SMTPServer;
let smtpUrl: string;

beforeEach(async () => {
  mails = [];
  refusal = undefined;
  server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth: ({ username, password }, _session, done) =>
      username === "mia" && password === "secret" ? done(null, { user: username }) : done(new Error("wrong password")),
    async onData(stream, { envelope }, done) {
      mails.push({ to: envelope.rcptTo.map(({ address }) => address), raw: await text(stream) });
      done(refusal);
    },
  });
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  // A listening TCP server has such an address.
  smtpUrl = `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`;
});
afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

async function send(incident = makeIncident("one"), url = smtpUrl): Promise<unknown> {
  const email = createEmail({
    smtpUrl: url,
    from: "Pipewright <ci@acme.example>",
    to: ["a@acme.example", "b@acme.example"],
  });
  const notification = describeIncident(incident, {
    consoleUrl: "https://pipewright.example",
    minutesSaved: 30,
    redact: (words) => words,
  });
  if (notification === null) throw new Error("nothing to tell");
  const message = { id: notification.id, notification, repeats: 0 };
  const sent = await email.deliver(message, AbortSignal.timeout(5000)).catch((error: unknown) => error);
  email.close();
  return sent;
}

/** The value of a header, unfolded. */
function header(name: string): string[] {
  const head =
    mails
      .at(-1)
      ?.raw.split("\r\n\r\n")[0]
      ?.replaceAll(/\r\n[ \t]+/g, " ") ?? "";
  return head
    .split("\r\n")
    .flatMap((line) =>
      line.toLowerCase().startsWith(`${name.toLowerCase()}:`) ? [line.slice(name.length + 1).trim()] : [],
    );
}

describe("an e-mail", () => {
  it("goes to everybody, in text and HTML, and later ones join its thread", async () => {
    const incident = makeIncident("one");
    expect(await send(incident)).toBeUndefined();
    expect(mails[0]?.to).toEqual(["a@acme.example", "b@acme.example"]);
    expect(header("subject")[0]).toContain("A fix waits for you");
    expect(mails[0]?.raw).toContain("https://pipewright.example/approvals/one");
    expect(mails[0]?.raw).toContain("text/html");
    const thread = header("references");
    await send(answered(incident, "approved", { status: "resolved" }));
    expect(header("references")).toEqual(thread);
    expect(header("message-id")[0]).toMatch(/^<one-resolved-/);
  });

  it("lets nobody add a header or markup", async () => {
    const hostile =
      "x\r\nBcc: evil@evil.example\r\n\r\n<script>alert(1)</script><a href='https://evil.example'>here</a>";
    expect(await send(makeIncident("one", { title: hostile, rootCause: hostile, repo: hostile }))).toBeUndefined();
    expect(header("bcc")).toEqual([]);
    expect(mails[0]?.to).toEqual(["a@acme.example", "b@acme.example"]);
    const html = mails[0]?.raw.split("text/html")[1]?.replaceAll("=\r\n", "") ?? "";
    expect(html).not.toMatch(/<script|<a href=(3D)?'/);
    expect(html).toContain("&lt;script&gt;");
  });

  it("says what the server said, and tells what will never be taken from what may be", async () => {
    refusal = Object.assign(new Error("Message content rejected"), { responseCode: 554 });
    expect(await send()).toMatchObject({ permanent: true, message: expect.stringContaining("554") });
    const wrong = smtpUrl.replace("//", "//mia:wrong@");
    expect(await send(makeIncident("two"), wrong)).toMatchObject({ permanent: false });
  });
});
