import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DoctorReport, Finding } from "@pipewright/contract/doctor";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LoopbackSlack, startLoopbackSlack } from "./testing/loopback-slack.ts";
import { type PressedButton, pressSlack, SIGNING_SECRET } from "./testing/press-slack.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

let slack: LoopbackSlack;
let server: TestServer;

beforeEach(async () => {
  slack = await startLoopbackSlack();
  const dataDir = await mkdtemp(join(tmpdir(), "pipewright-slack-"));
  await writeFile(join(dataDir, "notifications.yml"), "digest:\n  within_seconds: 0\n");
  const settings = {
    SLACK_BOT_TOKEN: "the-bot-token-of-the-tests",
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_CHANNEL: "#builds",
    SLACK_APPROVERS: "U0MIA = mia, u0noa@acme.example",
    SLACK_API_URL: slack.apiUrl,
    PIPEWRIGHT_PUBLIC_URL: "https://pipewright.example",
  };
  server = await startTestServer(settings, { dataDir });
});
afterEach(async () => {
  await server.close();
  await slack.close();
});

const press = (user: string, button: PressedButton, { secret = SIGNING_SECRET } = {}) =>
  pressSlack(server.url, { user, button, secret });

/** A fix that waits, and its buttons as Slack got them. */
async function ask(): Promise<{
  id: string;
  approve: PressedButton;
  reject: PressedButton;
}> {
  const id = await server.simulate({ scenario: "shell-crlf" });
  await server.reach(id, ["awaiting_approval"]);
  const [posted] = await slack.called("chat.postMessage", 1);
  const [approve, reject] = JSON.parse(posted?.fields.blocks ?? "[]").at(-1).elements;
  return { id, approve, reject };
}

describe("an answer from Slack", () => {
  it("approves exactly what was shown, and the message tells how it went on", async () => {
    const { id, approve } = await ask();
    expect((await press("U0MIA", approve)).status).toBe(200);
    const incident = await server.reach(id, ["resolved"]);
    expect(incident.approval).toMatchObject({ status: "approved", decidedBy: "mia" });
    const posts = await slack.called("chat.postMessage", 2);
    expect(posts[1]?.fields).toMatchObject({
      thread_ts: expect.any(String),
      text: expect.stringContaining("Fixed, and proven"),
    });
    const [update] = await slack.called("chat.update", 1);
    expect(update?.fields.blocks).not.toContain("pipewright_approve");

    await press("U0MIA", approve);
    const [whisper] = await slack.called("chat.postEphemeral", 1);
    expect(whisper?.fields).toMatchObject({ user: "U0MIA", text: expect.stringContaining("was approved by mia") });
  });

  it("is taken from those who may answer alone, by id or by e-mail", async () => {
    const { id, approve, reject } = await ask();
    expect((await press("U0EVE", approve)).status).toBe(200);
    const [whisper] = await slack.called("chat.postEphemeral", 1);
    expect(whisper?.fields).toMatchObject({
      user: "U0EVE",
      text: expect.stringContaining("add U0EVE to SLACK_APPROVERS"),
    });
    expect((await server.incident(id)).status).toBe("awaiting_approval");

    await press("U0NOA", reject);
    expect((await server.reach(id, ["rejected"])).approval).toMatchObject({ decidedBy: "u0noa (Slack U0NOA)" });
  });

  it("is refused once Pipewright does not let that person in any more", async () => {
    await server.json("/api/dashboard/people", { name: "mia", role: "approver" });
    await server.call("/api/dashboard/people/mia", undefined, { method: "DELETE" });
    const { id, approve } = await ask();
    await press("U0MIA", approve);
    const [whisper] = await slack.called("chat.postEphemeral", 1);
    expect(whisper?.fields.text).toContain("does not let mia answer: they only read there, or were let go");
    expect((await server.incident(id)).status).toBe("awaiting_approval");
  });

  it("is refused with another digest, and without Slack's signature", async () => {
    const { id, approve } = await ask();
    const other = JSON.stringify({ ...JSON.parse(approve.value), digest: `sha256:${"0".repeat(64)}` });
    await press("U0MIA", { ...approve, value: other });
    const [whisper] = await slack.called("chat.postEphemeral", 1);
    expect(whisper?.fields.text).toContain("has changed since it was shown");
    expect((await press("U0MIA", approve, { secret: "another" })).status).toBe(401);
    expect((await press("U0MIA", { ...approve, value: "{" })).status).toBe(200);
    expect((await server.incident(id)).status).toBe("awaiting_approval");
  });
});

describe("Slack in the settings", () => {
  it("says how its messages fare, and a test sends one", async () => {
    const { findings } = DoctorReport.parse(await server.json("/api/dashboard/doctor"));
    expect(findings.find(({ id }) => id === "slack")).toMatchObject({
      status: "ok",
      message: "Messages go to #builds of Acme as pipewright",
    });
    const tested = Finding.parse(await server.json("/api/dashboard/doctor/slack/test", {}));
    expect(tested.status).toBe("ok");
    expect((await slack.called("chat.postMessage", 1))[0]?.fields.text).toBe("Pipewright can reach you here");

    slack.fail = () => ({
      status: 200,
      body: JSON.stringify({ ok: false, error: "not_in_channel" }),
      headers: { "content-type": "application/json" },
    });
    const failed = Finding.parse(await server.json("/api/dashboard/doctor/slack/test", {}));
    expect(failed.message).toContain("not_in_channel. Invite the app");
  });
});

describe("the loop", () => {
  it("goes on while Slack is away", async () => {
    slack.fail = () => ({ status: 503, body: "" });
    const id = await server.simulate({ scenario: "shell-crlf" });
    await server.approve(await server.reach(id, ["awaiting_approval"]));
    expect((await server.reach(id, ["resolved", "failed"])).status).toBe("resolved");
  });
});
