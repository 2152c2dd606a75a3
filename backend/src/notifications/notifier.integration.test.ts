import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Incident } from "@pipewright/contract/incident";
import mongoose from "mongoose";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedStore, startEmbeddedStore } from "../store/embedded/start-embedded-store.ts";
import { type LoopbackSlack, startLoopbackSlack } from "../testing/loopback-slack.ts";
import { type Notifier, startNotifier } from "./notifier.ts";
import { Rules } from "./rules.ts";
import { createSlackBot } from "./slack-bot.ts";
import { createSlackWebhook } from "./slack-webhook.ts";
import type { Target } from "./target.ts";
import { answered, makeIncident } from "./testing/make-incident.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

let folder: string;
let embedded: EmbeddedStore;
let slack: LoopbackSlack;
let clock: Date;
let incidents: Map<string, Incident>;
let closing: (() => Promise<unknown>)[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pipewright-notifications-"));
  embedded = await startEmbeddedStore({ dataDir: folder });
  slack = await startLoopbackSlack();
  clock = new Date("2026-11-24T12:00:00.000Z");
  incidents = new Map();
  closing = [];
});
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  await slack.close();
  await embedded.close();
  rmSync(folder, { recursive: true, force: true });
});

const bot = () => createSlackBot({ token: "xoxb", channel: "#builds", apiUrl: slack.apiUrl, takesAnswers: true });
const hook = () => createSlackWebhook(slack.hookUrl);

/** A process of its own on the same store. */
async function open(targets: Target[], rules: unknown = {}, { exclusive = true } = {}): Promise<Notifier> {
  const connection = await mongoose.createConnection(embedded.url).asPromise();
  const notifier = await startNotifier({
    connection,
    exclusive,
    targets,
    rules: Rules.parse(rules),
    consoleUrl: "https://pipewright.example",
    minutesSaved: 30,
    findIncident: async (id) => incidents.get(id) ?? null,
    listPending: async () =>
      [...incidents.values()].flatMap(({ id, status, approval }) =>
        status === "awaiting_approval" && approval ? [{ ...approval, incident: { id } }] : [],
      ),
    redact: (text) => text,
    now: () => clock,
    random: () => 0.5,
    log: pino({ level: "silent" }),
  });
  let isOpen = true;
  closing.push(async () => {
    if (!isOpen) return;
    isOpen = false;
    await notifier.close();
    await connection.close();
  });
  return notifier;
}

async function tell(notifier: Notifier, ...told: Incident[]): Promise<void> {
  for (const incident of told) {
    incidents.set(incident.id, incident);
    await notifier.follow(incident.id);
  }
}

/** Lets time go by, and everything that is due be sent. */
async function pass(notifier: Notifier, ms: number): Promise<void> {
  clock = new Date(clock.getTime() + ms);
  await notifier.flush();
  await notifier.flush();
}

const sent = (method = "hook") => slack.calls.filter((call) => call.method === method);
const titles = () => sent().map(({ fields }) => JSON.parse(fields.json ?? "").text);

describe("what people are told", () => {
  it("comes once, however often the change is reported, a moment after it", async () => {
    const notifier = await open([hook()]);
    const incident = makeIncident("one");
    await tell(notifier, incident, incident, incident);
    await pass(notifier, 0);
    expect(sent()).toEqual([]);
    await pass(notifier, 10 * SECOND);
    expect(titles()).toEqual(["A fix waits for you: json is used but not imported (acme/shop)"]);
    await tell(notifier, incident);
    await pass(notifier, HOUR);
    expect(sent()).toHaveLength(1);
  });

  it.each(["hook", "chat.postMessage"])("says by %s all that a decision needs", async (method) => {
    const notifier = await open([method === "hook" ? hook() : bot()]);
    await tell(notifier, makeIncident("one", { severity: "high" }));
    await pass(notifier, 10 * SECOND);
    const [message] = sent(method);
    const said = message?.fields.json ?? message?.fields.blocks ?? "";
    for (const part of [
      "A fix waits for you: json is used but not imported (acme/shop)",
      "*What broke*\\nload.py never imports json",
      "*Recommended fix*\\n",
      "*Severity*\\nhigh",
      "*Confidence*\\n92 %",
      "*Saves about*\\n30 minutes",
      "/approvals/one",
      "/events/one/log?lines=10-12|Evidence in the log>",
    ]) {
      expect(said).toContain(part);
    }
  });

  it("is one message when 200 fail at once, with what most have in common", async () => {
    const notifier = await open([hook()]);
    for (let n = 0; n < 200; n++) {
      const title = n < 190 ? "The registry does not answer" : "Another cause";
      await tell(notifier, makeIncident(`i${n}`, { repo: `acme/repo-${n}`, title, fingerprint: `f${n % 7}` }));
    }
    await pass(notifier, 10 * SECOND);
    expect(titles()).toEqual(["200 failures at once, mostly: The registry does not answer"]);
    expect(sent()[0]?.fields.json).toContain("190 × The registry does not answer (acme/repo-0");
    expect(sent()[0]?.fields.json).toContain("and 185 more");
    await pass(notifier, HOUR);
    expect(sent()).toHaveLength(1);
    expect(await notifier.status("slack-webhook")).toMatchObject({ waiting: 0 });
  });

  it("is gathered while an outage goes on", async () => {
    const notifier = await open([hook()]);
    for (let n = 0; n < 60; n++) {
      await tell(notifier, makeIncident(`i${n}`, { repo: `acme/repo-${n}`, title: "The registry does not answer" }));
      await pass(notifier, 3 * SECOND);
    }
    await pass(notifier, 10 * MINUTE);
    expect(titles()).toEqual([
      expect.stringMatching(/^20 failures at once, mostly: The registry does not answer$/),
      expect.stringMatching(/^40 failures at once, mostly: The registry does not answer$/),
    ]);
  });

  it("counts the same failure in the message that is open, until it is answered", async () => {
    const notifier = await open([bot()]);
    const first = makeIncident("one", { fingerprint: "same" });
    await tell(notifier, first);
    await pass(notifier, 10 * SECOND);
    await tell(notifier, makeIncident("two", { fingerprint: "same" }));
    await pass(notifier, 10 * SECOND);
    expect(sent("chat.postMessage")).toHaveLength(1);
    expect(sent("chat.update").at(-1)?.fields.blocks).toContain("came 1 more time");

    await tell(notifier, answered(first, "approved", { status: "executing" }));
    await tell(notifier, makeIncident("three", { fingerprint: "same" }));
    await pass(notifier, 10 * SECOND);
    expect(sent("chat.postMessage")).toHaveLength(2);
  });

  it("is held in quiet hours and comes afterwards as one message, but for what is critical", async () => {
    const quiet_hours = { zone: "Europe/Berlin", from: "22:00", to: "07:00" };
    const notifier = await open([hook()], { quiet_hours });
    clock = new Date("2026-11-24T22:30:00.000Z");
    await tell(notifier, makeIncident("one"), makeIncident("two", { title: "Another" }));
    await tell(notifier, makeIncident("three", { severity: "critical", title: "Down" }));
    const decided = makeIncident("four", { title: "Decided in the night" });
    await tell(notifier, decided, answered(decided, "rejected", { status: "rejected" }));
    await pass(notifier, MINUTE);
    expect(titles()).toEqual(["A fix waits for you: Down (acme/shop)"]);
    clock = new Date("2026-11-25T05:59:00.000Z");
    await pass(notifier, 0);
    expect(sent()).toHaveLength(1);
    await pass(notifier, 2 * MINUTE);
    expect(titles().slice(1)).toEqual(["2 messages from the quiet hours"]);
    // One message for several: a link to each question, and no button that answers one of them.
    const digest = sent().at(-1)?.fields.json ?? "";
    for (const id of ["one", "two"]) expect(digest).toMatch(new RegExp(`approvals/${id}\\|Review>`));
    expect(digest).not.toContain("pipewright_approve");
  });

  it("goes where the first rule that fits says", async () => {
    const rules = [
      { repositories: ["acme/legacy-*"], targets: [] },
      { categories: ["dependency"], targets: [] },
      { severity: "high", targets: ["slack", "slack-webhook"] },
      { targets: ["slack-webhook"] },
    ];
    const notifier = await open([hook(), bot()], { rules });
    await tell(notifier, makeIncident("one", { repo: "acme/legacy-billing", severity: "critical" }));
    const { diagnosis } = makeIncident("any");
    const change = diagnosis && { diagnosis: { ...diagnosis, category: "dependency" as const } };
    await tell(notifier, makeIncident("dependency", { ...(change && { change }) }));
    await tell(
      notifier,
      makeIncident("two", { title: "High", severity: "high" }),
      makeIncident("three", { title: "Medium" }),
    );
    await pass(notifier, 10 * SECOND);
    expect(titles()).toEqual([expect.stringContaining("High"), expect.stringContaining("Medium")]);
    expect(sent("chat.postMessage").map(({ fields }) => fields.text)).toEqual([expect.stringContaining("High")]);
  });

  it("goes where the repository's policy says, but for what is told to nobody", async () => {
    const rules = [{ severity: "critical", targets: [] }, { targets: ["slack"] }];
    const notifier = await open([hook(), bot()], { rules });
    const policy = { status: "found" as const, rules: [], notify: ["email" as const] };
    await tell(notifier, makeIncident("one", { change: { policy } }));
    await tell(notifier, makeIncident("two", { change: { policy: { ...policy, notify: ["slack"] } } }));
    await tell(
      notifier,
      makeIncident("three", { severity: "critical", change: { policy: { ...policy, notify: ["slack"] } } }),
    );
    await pass(notifier, 10 * SECOND);
    expect([sent().length, sent("chat.postMessage").length]).toEqual([1, 1]);
  });

  it("reminds once that a question is about to expire", async () => {
    const notifier = await open([hook()]);
    await tell(notifier, makeIncident("one"));
    await pass(notifier, 10 * SECOND);
    await notifier.sweep();
    clock = new Date("2026-11-27T08:30:00.000Z");
    await notifier.sweep();
    await notifier.sweep();
    await pass(notifier, MINUTE);
    expect(titles().slice(1)).toEqual(["A question expires soon: json is used but not imported (acme/shop)"]);
  });
});

describe("a message in Slack", () => {
  it("has buttons that hold the digest, loses them when it is answered elsewhere, and says how it ended", async () => {
    const notifier = await open([bot()]);
    const incident = makeIncident("one");
    await tell(notifier, incident);
    await pass(notifier, 10 * SECOND);
    const [posted] = sent("chat.postMessage");
    const actions = JSON.parse(posted?.fields.blocks ?? "[]").at(-1).elements;
    expect(actions.map(({ text }: { text: { text: string } }) => text.text)).toEqual(["Approve", "Reject", "View"]);
    expect(JSON.parse(actions[0].value)).toEqual({ approvalId: "approval-one", digest: incident.approval?.digest });
    for (const { confirm } of actions.slice(0, 2)) expect(confirm).toMatchObject({ deny: { text: "Not now" } });

    const approved = answered(incident, "approved", { status: "executing" });
    await tell(notifier, approved);
    await pass(notifier, SECOND);
    const [update] = sent("chat.update");
    expect(update?.fields).toMatchObject({ channel: "C024BE91L" });
    expect(update?.fields.blocks).toContain("Approved by mia.");
    expect(update?.fields.blocks).not.toContain("pipewright_approve");

    const url = "https://github.example/acme/shop/pull/7";
    await tell(notifier, {
      ...approved,
      status: "resolved",
      verification: { verdict: "proven", command: "make test" },
      delivery: { kind: "pull_request", message: "Pull request #7 is open", url },
    });
    await pass(notifier, SECOND);
    expect(sent("chat.update").at(-1)?.fields.blocks).toContain(url);
    expect(sent("chat.postMessage").at(-1)?.fields).toMatchObject({
      thread_ts: update?.fields.ts,
      text: expect.stringContaining("Fixed, and proven"),
    });
  });

  it("is changed by the next process, too, when it is answered after a restart", async () => {
    const incident = makeIncident("one");
    const first = await open([bot()]);
    await tell(first, incident);
    await pass(first, 10 * SECOND);
    await closing.pop()?.();
    const next = await open([bot()]);
    await tell(next, answered(incident, "rejected", { status: "rejected" }));
    await pass(next, SECOND);
    expect(sent("chat.postMessage")).toHaveLength(1);
    const [update] = sent("chat.update");
    expect(update?.fields).toMatchObject({ channel: "C024BE91L", ts: expect.any(String) });
    expect(update?.fields.blocks).toContain("Rejected by mia. Nothing was run.");
    expect(update?.fields.blocks).not.toContain("pipewright_approve");
  });

  it("names what its last link leads to", async () => {
    const notifier = await open([bot()]);
    const delivery = {
      kind: "branch" as const,
      message: "On a branch",
      url: "https://github.example/acme/shop/tree/x",
    };
    await tell(notifier, makeIncident("one", { change: { status: "resolved", delivery } }));
    await pass(notifier, 10 * SECOND);
    const { elements } = JSON.parse(sent("chat.postMessage")[0]?.fields.blocks ?? "[]").at(-1);
    expect(elements.at(-1)).toMatchObject({ text: { text: "Branch" }, url: delivery.url });
  });

  it("is closed when another proposal takes its place", async () => {
    const notifier = await open([bot()]);
    const incident = makeIncident("one");
    await tell(notifier, incident);
    await pass(notifier, 10 * SECOND);
    const approval = {
      ...(incident.approval ?? { digest: "", askedAt: "", expiresAt: "", status: "pending" as const }),
      id: "approval-2",
    };
    await tell(notifier, { ...incident, approval });
    await pass(notifier, 10 * SECOND);
    expect(sent("chat.update").map(({ fields }) => fields.blocks)).toEqual([
      expect.stringContaining("Another proposal has taken its place"),
    ]);
    expect(sent("chat.postMessage")).toHaveLength(2);
  });

  it("says who has approved so far, where two must", async () => {
    const notifier = await open([bot()]);
    const incident = makeIncident("one");
    const asked = incident.approval ?? { id: "", digest: "", askedAt: "", expiresAt: "", status: "pending" as const };
    await tell(notifier, { ...incident, approval: { ...asked, needed: 2 } });
    await pass(notifier, 10 * SECOND);
    expect(sent("chat.postMessage")[0]?.fields.blocks).toContain("0 of 2 approvals. 2 people must approve. Waits");
    const given = [{ by: "mia", at: incident.createdAt }];
    await tell(notifier, { ...incident, approval: { ...asked, needed: 2, given } });
    await pass(notifier, SECOND);
    expect(sent("chat.update").map(({ fields }) => fields.blocks)).toEqual([
      expect.stringContaining("1 of 2 approvals, by mia. One more person must approve."),
    ]);
    expect(sent("chat.update")[0]?.fields.blocks).toContain("pipewright_approve");
  });

  it("has no button to approve a high risk", async () => {
    const notifier = await open([bot()]);
    await tell(notifier, makeIncident("one", { tier: "high" }));
    await pass(notifier, 10 * SECOND);
    expect(sent("chat.postMessage")[0]?.fields.blocks).not.toContain("pipewright_approve");
    expect(sent("chat.postMessage")[0]?.fields.blocks).toContain("pipewright_view");
  });

  it("mentions nobody and links nowhere that a log names", async () => {
    const notifier = await open([bot()]);
    const hostile = "<!channel> <https://evil.example|console> & <@U123>\u202e";
    await tell(notifier, makeIncident("one", { title: hostile, rootCause: hostile, repo: "acme/<!here>" }));
    await pass(notifier, 10 * SECOND);
    const { text = "", blocks = "" } = sent("chat.postMessage")[0]?.fields ?? {};
    const mrkdwn = JSON.stringify(JSON.parse(blocks), (_key, value) =>
      value?.type === "plain_text" ? undefined : value,
    );
    for (const shown of [text, mrkdwn]) {
      expect(shown).not.toMatch(/<!(?!date\^\d+\^\{)|<@|evil\.example\|console>|\u202e/);
      expect(shown).toContain("&lt;!");
    }
  });
});

describe("a target that does not take its messages", () => {
  const down = { status: 503, body: "unavailable" };

  it("is tried again, later each time, and never before it asks", async () => {
    const notifier = await open([hook()]);
    slack.fail = () => down;
    await tell(notifier, makeIncident("one"));
    await pass(notifier, 10 * SECOND);
    await pass(notifier, SECOND);
    expect(sent()).toHaveLength(1);
    slack.fail = () => ({ status: 429, body: "slow down", headers: { "retry-after": "120" } });
    await pass(notifier, SECOND);
    expect(sent()).toHaveLength(2);
    await pass(notifier, 119 * SECOND);
    expect(sent()).toHaveLength(2);
    expect(await notifier.status("slack-webhook")).toMatchObject({
      waiting: 1,
      failuresInRow: 2,
      lastFailure: "It answered HTTP 429: slow down",
    });
    slack.fail = undefined;
    await pass(notifier, 2 * SECOND);
    expect(sent()).toHaveLength(3);
    expect(await notifier.status("slack-webhook")).toMatchObject({ waiting: 0, failuresInRow: 0 });
  });

  it("does not hold up another, and is given up after a day with the reason", async () => {
    const notifier = await open([hook(), bot()]);
    slack.fail = ({ method }) => (method === "hook" ? down : undefined);
    await tell(notifier, makeIncident("one"));
    await pass(notifier, 10 * SECOND);
    expect(sent("chat.postMessage")).toHaveLength(1);
    for (let hour = 0; hour < 25; hour++) await pass(notifier, HOUR);
    expect(await notifier.status("slack-webhook")).toMatchObject({
      waiting: 0,
      givenUp: 1,
      givenUpReason: "It answered HTTP 503: unavailable",
    });
  });

  it("is not asked later what was answered meanwhile", async () => {
    const notifier = await open([hook()]);
    slack.fail = () => down;
    const incident = makeIncident("one");
    await tell(notifier, incident);
    await pass(notifier, 10 * SECOND);
    await tell(notifier, answered(incident, "rejected", { status: "rejected" }));
    slack.fail = undefined;
    await pass(notifier, HOUR);
    expect(sent()).toHaveLength(1);
    expect(await notifier.status("slack-webhook")).toMatchObject({ waiting: 0, givenUp: 0 });
  });

  it("skips a message that will never be taken", async () => {
    const notifier = await open([hook()]);
    slack.fail = ({ fields }) => (fields.json?.includes("Bad") ? { status: 400, body: "invalid_blocks" } : undefined);
    await tell(notifier, makeIncident("one", { title: "Bad" }), makeIncident("two", { title: "Good" }));
    await pass(notifier, 10 * SECOND);
    expect(titles()).toHaveLength(2);
    expect(await notifier.status("slack-webhook")).toMatchObject({ waiting: 0, givenUp: 1, failuresInRow: 0 });
  });

  it("gets one message from two processes on one store", async () => {
    const [one, two] = [await open([hook()], {}, { exclusive: false }), await open([hook()], {}, { exclusive: false })];
    await Promise.all([tell(one, makeIncident("one")), tell(two, makeIncident("one"))]);
    clock = new Date(clock.getTime() + 10 * SECOND);
    await Promise.all([one.flush(), two.flush()]);
    await Promise.all([one.flush(), two.flush()]);
    expect(sent()).toHaveLength(1);
  });

  it("gets what waited from the next process", async () => {
    const first = await open([hook()]);
    slack.fail = () => down;
    await tell(first, makeIncident("one"));
    await pass(first, 10 * SECOND);
    await closing.pop()?.();
    slack.fail = undefined;
    const second = await open([hook()]);
    await pass(second, MINUTE);
    expect(sent()).toHaveLength(2);
    expect(await second.status("slack-webhook")).toMatchObject({ waiting: 0 });
  });
});
