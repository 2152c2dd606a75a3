import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Incident } from "@pipewright/contract/incident";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { EXAMPLES_DIR } from "./package-root.ts";
import { findBarriers } from "./testing/check-accessibility.ts";
import { button, region, WIDE } from "./testing/console-parts.ts";
import { describeConsole } from "./testing/describe-console.ts";
import { failureIn, tellOfFailure, WEBHOOK_SECRET } from "./testing/github-deliveries.ts";
import type { RepositoryState } from "./testing/github-server/github-state.ts";
import { REFUSALS } from "./testing/github-server/refusals.ts";
import { type GitHubServer, startGitHubServer } from "./testing/github-server/start-github-server.ts";

const EXAMPLE = join(EXAMPLES_DIR, "python-missing-import");
const REPO = "acme/shop";

describeConsole("a fix for a failure on GitHub", { sharesServer: true, settings: connect }, (stage) => {
  let log: string;
  let shop: RepositoryState;
  let commit: string;
  let lastRun = 0;

  beforeAll(async () => {
    log = await readFile(join(EXAMPLE, "failure.log"), "utf8");
  });
  beforeEach(() => {
    github.failures.splice(0);
    ({ repository: shop, commit } = github.addRepository(`${REPO}-${lastRun + 1}`, join(EXAMPLE, "repo")));
  });
  afterAll(() => github.close());

  /** A run fails on GitHub; gives the incident as it then rests. */
  async function fail(): Promise<Incident> {
    lastRun += 1;
    const jobs = [{ id: lastRun, name: "test", conclusion: "failure" as const, log }];
    shop.runs.push({ id: lastRun, workflowId: 3, branch: "main", conclusion: "failure", jobs });
    const told = failureIn(shop.fullName, github.url, { id: lastRun, head_sha: commit });
    return stage.server.reach(await tellOfFailure(stage.server, told));
  }

  it("is linked to its pull request, with the host in plain sight, while the page stays open", async () => {
    const { id } = await fail();
    const { page, loads } = await stage.open(`/events/${id}`, WIDE, /request: .*\/pull\/300/);
    await button(page, "Approve fix").click();
    const link = page.getByRole("status", { name: "Verdict" }).getByRole("link");
    await link.waitFor();
    const [pull] = shop.pulls;
    expect(await link.textContent()).toBe(`Pull request #${pull?.number} (${new URL(github.url).host})`);
    expect(await findBarriers(page)).toEqual([]);

    await page.context().route(`${pull?.html_url}`, (route) => route.fulfill({ body: "the pull request" }));
    const opened = page.waitForEvent("popup");
    await link.click();
    const tab = await opened;
    await tab.getByText("the pull request").waitFor();
    expect(tab.url()).toBe(pull?.html_url);
    expect(await tab.evaluate("[window.opener, document.referrer]")).toEqual([null, ""]);
    expect(loads()).toBe(1);
  });

  it("is downloaded as a patch that git takes at the commit that failed", async () => {
    const { id } = await heal(await fail());
    const page = await stage.visit(`/events/${id}`, WIDE);
    const changed = region(page, "What the fix changed");
    const download = page.waitForEvent("download");
    await changed.getByRole("link", { name: "Download patch" }).click();
    const name = (await download).suggestedFilename();
    expect(name).toBe(`pipewright-${id}.patch`);
    await changed.getByText(`git am ${name}`).waitFor();

    const clone = await mkdtemp(join(tmpdir(), "pipewright-am-"));
    const git = (...args: string[]) => execFileSync("git", ["-C", clone, ...args], { encoding: "utf8" });
    try {
      execFileSync("git", ["clone", "--quiet", shop.gitDir, clone]);
      git("checkout", "--quiet", commit);
      git("-c", "user.name=T", "-c", "user.email=t@localhost", "am", "--quiet", await (await download).path());
      const added = changed.locator('[data-kind="added"] code');
      const diff = git("diff", commit);
      for (const line of await added.allInnerTexts()) expect(diff).toContain(line);
      expect(await added.count()).toBeGreaterThan(0);
    } finally {
      await rm(clone, { recursive: true, force: true });
    }
  });

  it("tells on its timeline which step was tried again, why and when, and how long each took", async () => {
    const { id } = await fail();
    const { page, loads } = await stage.open(`/events/${id}`, WIDE);
    const timeline = region(page, "Timeline").getByRole("listitem");
    github.failures.push({ route: /^POST .*\/pulls$/, ...REFUSALS.unavailable, times: 1 });
    await button(page, "Approve fix").click();
    const retried = timeline.filter({ hasText: /did not work \(GitHub answered 502.*; next try in 1 s/ });
    await retried.getByText("try 1").waitFor();
    expect(await retried.getAttribute("data-meaning")).toBe("working");

    await page.getByRole("status", { name: "Verdict" }).getByRole("link").waitFor();
    const { timeline: stored } = await stage.server.reach(id, ["resolved"]);
    await expect.poll(() => timeline.count()).toBe(stored.length);
    const measured = stored.filter(({ kind, data }) => kind.startsWith("step.") && data?.durationMs !== undefined);
    expect(await timeline.filter({ hasText: /took \d/ }).count()).toBe(measured.length);
    expect(measured.length).toBeGreaterThan(5);
    expect(shop.pulls).toHaveLength(1);
    expect(loads()).toBe(1);
  });

  it("is proposed after all when what gave up is retried from the page", async () => {
    github.failures.push({ route: /\/actions\//, ...REFUSALS.badCredentials });
    const { id, failure } = await fail();
    expect(failure?.step).toBe("collecting");
    const page = await stage.visit(`/events/${id}`, WIDE);
    const notice = region(page, "Failure");
    await notice.getByText(/after 1 try\. What was found before is kept\./).waitFor();
    const gaveUp = region(page, "Timeline").getByRole("listitem").filter({ hasText: "try 1" });
    expect(await gaveUp.getAttribute("data-meaning")).toBe("failing");

    github.failures.splice(0);
    await button(notice, "Retry").click();
    await button(page, "Approve fix").waitFor();
    expect(await notice.count()).toBe(0);
  });

  it("is had once more from the page, from the stored log, and the first stays as it was", async () => {
    const healed = await heal(await fail());
    const page = await stage.visit(`/events/${healed.id}`, WIDE);
    await button(page, "Run again").click();
    await page.waitForURL((address) => !address.pathname.endsWith(healed.id));
    await button(page, "Approve fix").waitFor();
    const again = await stage.server.incident(page.url().split("/").at(-1) ?? "");
    expect(again).toMatchObject({ repo: healed.repo, commitSha: commit, status: "awaiting_approval" });
    await page.goBack();
    await page.getByRole("status", { name: "Verdict" }).getByText("Proven", { exact: true }).waitFor();
    const { timeline, updatedAt: _updatedAt, ...kept } = healed;
    const after = await stage.server.incident(healed.id);
    expect(after).toMatchObject(kept);
    expect(after.timeline.slice(0, timeline.length)).toEqual(timeline);
    await region(page, "Timeline").getByText("Run again by admin").waitFor();
  });

  it("has its raw log and its JSON in tabs of their own", async () => {
    const { id } = await fail();
    const page = await stage.visit(`/events/${id}`, WIDE);
    const raw = await openedBy(page, () => page.getByRole("link", { name: "Raw log" }).click());
    expect(await raw.locator("body").textContent()).toContain("NameError");
    await button(page, "JSON").click();
    const json = await openedBy(page, () => page.getByRole("link", { name: "Open by itself" }).click());
    const shown: unknown = JSON.parse((await json.locator("pre").textContent()) ?? "");
    expect(Incident.parse(shown)).toEqual(await stage.server.incident(id));
  });

  /** Approves it, and gives it as it is when it was delivered. */
  async function heal(waiting: Incident): Promise<Incident> {
    await stage.server.approve(waiting);
    return stage.server.reach(waiting.id, ["resolved"]);
  }
});

let github: GitHubServer;

/** A server that is connected to a GitHub of its own. */
async function connect(): Promise<Record<string, string>> {
  github = await startGitHubServer();
  return { GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET, ...github.env("token") };
}

/** The tab that this opens. */
async function openedBy(page: Page, open: () => Promise<void>): Promise<Page> {
  const opened = page.waitForEvent("popup");
  await open();
  const tab = await opened;
  await tab.waitForLoadState();
  return tab;
}
