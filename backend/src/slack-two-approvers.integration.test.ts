import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreatedPerson } from "@pipewright/contract/people";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LoopbackSlack, startLoopbackSlack } from "./testing/loopback-slack.ts";
import { makePolicyRepository, type PolicyRepository } from "./testing/policy-repository.ts";
import { type PressedButton, pressSlack, SIGNING_SECRET } from "./testing/press-slack.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const POLICY = "version: 1\napprovals: { two_from: low, people: [mia, noa, vera] }\n";
const SIX_MINUTES_MS = 6 * 60_000;

let slack: LoopbackSlack;
let server: TestServer;
let repository: PolicyRepository;
let miasToken: string;

beforeEach(async () => {
  slack = await startLoopbackSlack();
  repository = await makePolicyRepository(POLICY);
  const dataDir = await mkdtemp(join(tmpdir(), "pipewright-slack-two-"));
  await writeFile(join(dataDir, "notifications.yml"), "digest:\n  within_seconds: 0\n");
  const settings = {
    SLACK_BOT_TOKEN: "the-bot-token-of-the-tests",
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_CHANNEL: "#builds",
    SLACK_APPROVERS: "U0MIA=mia, U0NOA=noa, U0BOB=bob, U0VERA=vera, U0SAM",
    SLACK_API_URL: slack.apiUrl,
    PIPEWRIGHT_PUBLIC_URL: "https://pipewright.example",
  };
  server = await startTestServer(settings, { dataDir });
  for (const [name, role] of [
    ["noa", "approver"],
    ["bob", "approver"],
    ["vera", "viewer"],
  ]) {
    await server.json("/api/dashboard/people", { name, role });
  }
  miasToken = CreatedPerson.parse(await server.json("/api/dashboard/people", { name: "mia" })).token;
});
afterEach(async () => {
  await server.close();
  await slack.close();
  await repository[Symbol.asyncDispose]();
});

/** A fix that waits for two, and the buttons of its message. */
async function ask() {
  const id = await server.simulate(repository.failure);
  const incident = await server.reach(id, ["awaiting_approval"]);
  const [posted] = await slack.called("chat.postMessage", 1);
  const blocks = posted?.fields.blocks ?? "[]";
  const [approve, reject]: PressedButton[] = JSON.parse(blocks).at(-1).elements;
  if (approve === undefined || reject === undefined) throw new Error("there are no buttons");
  return { id, incident, blocks, approve, reject };
}

const press = (
  user: string,
  button: PressedButton,
  more: { actionTs?: string; headers?: Record<string, string> } = {},
) => pressSlack(server.url, { user, button, ...more });
const whispers = async (count: number) => (await slack.called("chat.postEphemeral", count)).map(({ fields }) => fields);
const blocksOfUpdate = async (count: number) => (await slack.called("chat.update", count)).at(-1)?.fields.blocks;
const given = async (id: string) => (await server.incident(id)).approval?.given?.map(({ by }) => by);

describe("two approvals in Slack", () => {
  it("are two people's: the first counts and the message says who is needed still, the second sets it off", async () => {
    const { id, blocks, approve } = await ask();
    expect(blocks).toContain("0 of 2 approvals. 2 people of these must approve: mia, noa, vera.");
    expect((await press("U0MIA", approve)).status).toBe(200);
    expect(await given(id)).toEqual(["mia"]);
    const updated = await blocksOfUpdate(1);
    expect(updated).toContain("1 of 2 approvals, by mia. One more person of these must approve: noa, vera.");
    expect(updated).toContain("pipewright_approve");

    await press("U0MIA", approve);
    expect((await whispers(1))[0]).toMatchObject({
      user: "U0MIA",
      text: expect.stringMatching(/^mia approved this already, at .*; another person is needed\.$/),
    });
    expect(await given(id)).toEqual(["mia"]);
    expect((await server.incident(id)).status).toBe("awaiting_approval");

    await press("U0NOA", approve);
    const done = await server.reach(id, ["resolved", "failed"]);
    expect(done.verification?.verdict).toBe("proven");
    expect(await given(id)).toEqual(["mia", "noa"]);
    expect(await blocksOfUpdate(2)).not.toContain("pipewright_approve");
  });

  it("are refused to everybody else, who is told why", async () => {
    const { id, approve } = await ask();
    for (const user of ["U0EVE", "U0SAM", "U0VERA", "U0BOB"]) expect((await press(user, approve)).status).toBe(200);
    const told = Object.fromEntries((await whispers(4)).map(({ user, text }) => [user, text]));
    expect(told).toEqual({
      U0EVE: expect.stringContaining("Ask its operator to add U0EVE to SLACK_APPROVERS"),
      U0SAM: expect.stringContaining("Ask its operator to write U0SAM=your-name in SLACK_APPROVERS"),
      U0VERA: expect.stringContaining("does not let vera answer: they only read there"),
      U0BOB: expect.stringContaining("lets only mia, noa, vera approve, and you are bob. Nothing has changed."),
    });
    expect(await given(id)).toEqual([]);
  });

  it("are asked for anew when the fix is another one, and the old button says so", async () => {
    const { id, incident, approve, reject } = await ask();
    await press("U0MIA", approve);
    await blocksOfUpdate(1);
    const script = "sed -i '1i import json' app/load.py\n";
    await server.json(`/api/approvals/${incident.approval?.id}/revise`, { script });
    const revised = await server.reach(id, ["awaiting_approval"]);
    expect(revised.fix?.revision).toBe(2);
    await press("U0NOA", approve);
    await press("U0NOA", reject);
    for (const { text } of await whispers(2)) expect(text).toContain("The fix has changed since it was shown");
    expect(await given(id)).toEqual([]);
    expect((await server.incident(id)).status).toBe("awaiting_approval");
  });

  it("may come from the console, too, and the message follows", async () => {
    const { id, incident, approve } = await ask();
    const { id: approvalId, digest } = incident.approval ?? {};
    const init = { headers: { authorization: `Bearer ${miasToken}` } };
    await server.call(`/api/approvals/${approvalId}/approve`, { digest }, init);
    expect(await blocksOfUpdate(1)).toContain("1 of 2 approvals, by mia.");
    await server.call(`/api/approvals/${approvalId}/reject`, { reason: "not like this" }, init);
    const last = await blocksOfUpdate(2);
    expect(last).toContain("Rejected by mia. Nothing was run.");
    expect(last).not.toContain("pipewright_approve");
    await press("U0NOA", approve);
    expect((await whispers(1))[0]?.text).toContain("It was rejected by mia");
    expect((await server.incident(id)).status).toBe("rejected");
  });
});

describe("a press that Slack tells of", () => {
  it("twice acts once, and troubles nobody", async () => {
    const { id, approve } = await ask();
    const actionTs = "1700000001.000200";
    const again = { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" };
    const answers = await Promise.all([
      press("U0MIA", approve, { actionTs }),
      press("U0MIA", approve, { actionTs, headers: again }),
    ]);
    answers.push(await press("U0MIA", approve, { actionTs, headers: { ...again, "x-slack-retry-num": "2" } }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await given(id)).toEqual(["mia"]);
    // The next press is another one: its whisper is the first.
    await press("U0MIA", approve, { actionTs: "1700000009.000300" });
    expect(await whispers(1)).toHaveLength(1);
  });

  it("too late, or with another time than was signed, is refused", async () => {
    const { id, approve } = await ask();
    const old = await pressSlack(server.url, {
      user: "U0MIA",
      button: approve,
      at: new Date(Date.now() - SIX_MINUTES_MS),
    });
    expect(old.status).toBe(401);
    expect(await old.text()).toContain("more than five minutes old");
    const now = String(Math.floor(Date.now() / 1000));
    const restamped = await pressSlack(server.url, {
      user: "U0MIA",
      button: approve,
      at: new Date(Date.now() - SIX_MINUTES_MS),
      headers: { "x-slack-request-timestamp": now },
    });
    expect(restamped.status).toBe(401);
    expect(await given(id)).toEqual([]);
  });
});
