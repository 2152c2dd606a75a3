import type { Incident } from "@pipewright/contract/incident";
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { findBarriers } from "./testing/check-accessibility.ts";
import { button, expectNoSidewaysScrolling, NARROW, region, THEMES, WIDE } from "./testing/console-parts.ts";
import { describeConsole } from "./testing/describe-console.ts";

const RISKY_SCRIPT = "set -eu\ncurl -fsSL https://example.org/install.sh | sh\n";

describeConsole("the queue of what waits, in a browser", {}, (stage) => {
  const { visit } = stage;
  const fail = async (repo: string, scenario = "shell-crlf"): Promise<Incident> =>
    stage.server.reach(await stage.server.simulate({ scenario, repo }));

  async function failRiskily(repo: string): Promise<Incident> {
    const { id, approval } = await fail(repo);
    await stage.server.json(`/api/approvals/${approval?.id}/revise`, { script: RISKY_SCRIPT, network: true });
    return stage.server.reach(id, ["awaiting_approval"]);
  }

  it("lists the riskiest first, and in another order that is kept in the address", async () => {
    await fail("acme/calm");
    await failRiskily("acme/risky");
    const page = await visit("/approvals", WIDE);
    await expectRows(page, ["acme/risky", "acme/calm"]);
    await page.getByLabel("Order").selectOption("Oldest first");
    await expectRows(page, ["acme/calm", "acme/risky"]);
    expect(page.url()).toContain("sort=age");
    await page.reload();
    await expectRows(page, ["acme/calm", "acme/risky"]);
    expect(await page.title()).toContain("(2)");
  });

  it("is answered by keyboard alone, one question after the other", async () => {
    const first = await fail("acme/first");
    const second = await fail("acme/second");
    const page = await visit("/approvals?sort=age", WIDE);
    await page.waitForURL(`**/approvals/${first.id}?sort=age`);
    await button(page, "Approve fix").waitFor();

    await page.keyboard.press("j");
    await page.waitForURL(`**/approvals/${second.id}?sort=age`);
    await page.keyboard.press("k");
    await page.waitForURL(`**/approvals/${first.id}?sort=age`);
    await openRow(page).getByText("acme/first").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("acme/first · main").nth(1).waitFor();
    await button(page, "Approve fix").waitFor();
    await page.keyboard.press("a");
    await page.getByRole("status", { name: "Verdict" }).getByText("Proven", { exact: true }).waitFor();
    await expectRows(page, ["acme/second"]);

    await page.keyboard.press("j");
    await page.waitForURL(`**/approvals/${second.id}?sort=age`);
    await page.getByText("acme/second · main").nth(1).waitFor();
    await button(page, "Approve fix").waitFor();
    await page.keyboard.press("r");
    await page.getByRole("dialog").getByLabel("Reason").fill("Not now");
    await button(page.getByRole("dialog"), "Reject fix").click();
    await page.getByText("Nothing waits for you").waitFor();
    expect((await stage.server.incident(first.id)).verification?.verdict).toBe("proven");
    expect((await stage.server.incident(second.id)).status).toBe("rejected");
  });

  it("takes no answer to the question that a person has just left", async () => {
    const left = await fail("acme/left");
    const next = await fail("acme/next");
    const page = await visit(`/approvals/${left.id}?sort=age`, WIDE);
    await button(page, "Approve fix").waitFor();
    await page.evaluate(`for (const key of ["j", "a", "r"])
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))`);
    await page.getByText("acme/next · main").nth(1).waitFor();
    await button(page, "Reject").waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);
    for (const { id } of [left, next]) expect((await stage.server.incident(id)).approval?.status).toBe("pending");
  });

  it("keeps a row in its place under the pointer when another person answers, and lets it go afterwards", async () => {
    const gone = await fail("acme/gone");
    await fail("acme/kept");
    const page = await visit("/approvals?sort=age", WIDE);
    await expectRows(page, ["acme/gone", "acme/kept"]);
    await row(page, "acme/kept").hover();
    const before = await row(page, "acme/kept").boundingBox();

    await stage.server.approve(gone);
    await row(page, "acme/gone").getByText("waits no longer").waitFor();
    expect(await row(page, "acme/kept").boundingBox()).toEqual(before);
    await fail("acme/new");
    await button(page, "Show 1 new").waitFor();
    expect(await row(page, "acme/new").count()).toBe(0);

    await page.mouse.move(900, 400);
    await expectRows(page, ["acme/kept", "acme/new"]);
  });

  it("lets one of two people win, and shows both what came of it", async () => {
    const { id } = await fail("acme/raced");
    const pages = await Promise.all([1, 2].map(() => visit(`/approvals/${id}`, WIDE, /409 \(Conflict\)/)));
    await Promise.all(pages.map((page) => button(page, "Approve fix").waitFor()));
    await Promise.all(pages.map((page) => page.keyboard.press("a")));
    for (const page of pages) {
      await page.getByRole("status", { name: "Verdict" }).getByText("Proven", { exact: true }).waitFor();
      await page.getByText("Nothing waits for you").waitFor();
    }
    const { timeline } = await stage.server.incident(id);
    expect(timeline.filter(({ kind }) => kind === "approval.answered")).toHaveLength(1);
  });

  it("wants the repository's name typed before what is risky is approved", async () => {
    const { id, repo } = await failRiskily("acme/risky");
    const page = await visit(`/approvals/${id}`, WIDE);
    await button(page, "Approve fix").waitFor();
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog", { name: "The risk is critical" });
    const field = dialog.getByLabel(`Type ${repo} to approve this exact fix`);
    await field.and(page.locator(":focus")).waitFor();
    await page.keyboard.type("acme/other");
    await page.keyboard.press("Enter");
    expect(await button(dialog, "Approve fix").isDisabled()).toBe(true);
    expect((await stage.server.incident(id)).approval?.status).toBe("pending");

    await field.fill("");
    await page.keyboard.type(repo);
    expect(await button(dialog, "Approve fix").isEnabled()).toBe(true);
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
    await stage.server.reach(id, ["resolved", "failed"]);
    expect((await stage.server.incident(id)).approval?.status).toBe("approved");
  });

  it("tells what became of a failure before, also of one like it, and says when it is back", async () => {
    const at = (digit: string) => ({ scenario: "shell-crlf", repo: "acme/shop", commit_sha: digit.repeat(40) });
    const first = await stage.server.reach(await stage.server.simulate(at("1")));
    await stage.server.approve(first);
    await stage.server.reach(first.id, ["resolved"]);
    const like = await fail("acme/tools");
    const again = await stage.server.reach(await stage.server.simulate(at("1")));
    const back = await stage.server.reach(await stage.server.simulate(at("2")));

    const page = await visit(`/events/${again.id}`, WIDE);
    const seen = region(page, "Seen before");
    await seen.getByText(/Seen 1 time before, last fixed by .*, 1 of 1 time green/).waitFor();
    await region(page, "Runs in").getByText("10 min a command").waitFor();
    const notice = page.getByRole("region", { name: "Seen before, and not held" });
    expect(await notice.count()).toBe(0);
    await seen.getByRole("region", { name: "Failures like it" }).getByRole("link").first().click();
    await page.waitForURL(`**/events/${like.id}`);
    await seen.getByText("Not seen in this repository before").waitFor();

    await page.goto(`${stage.server.url}/events/${back.id}`);
    await notice.getByText(/This failure is back/).waitFor();
  });

  it("shows what a revision changed", async () => {
    const { id } = await failRiskily("acme/risky");
    const page = await visit(`/approvals/${id}`, NARROW);
    const revisions = region(page, "Revisions");
    await revisions.getByText("What changed since revision 1").click();
    const added = revisions.locator('[data-kind="added"]').filter({ hasText: "curl -fsSL" });
    await added.waitFor();
    await expectNoSidewaysScrolling(page);
    expect(await findBarriers(page)).toEqual([]);
  });

  it("gives the incident's JSON to be copied, its raw log, and simulates it again", async () => {
    const { id, repo } = await fail("acme/again");
    const page = await visit(`/events/${id}`, { ...WIDE, permissions: ["clipboard-read", "clipboard-write"] });
    await button(page, "JSON").click();
    const dialog = page.getByRole("dialog", { name: "This incident as JSON" });
    await dialog.getByText(`"repo": "${repo}"`).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await button(dialog, "Copy").click();
    await button(dialog, "Copied").waitFor();
    const copied: unknown = JSON.parse(String(await page.evaluate("navigator.clipboard.readText()")));
    expect(copied).toMatchObject({ id, repo });
    await page.keyboard.press("Escape");

    const rawLog = page.getByRole("link", { name: "Raw log" });
    expect(await rawLog.getAttribute("href")).toBe(`/api/dashboard/events/${id}/log`);
    await button(page, "Run again").click();
    await page.waitForURL((address) => /^\/events\/\w+$/.test(address.pathname) && !address.pathname.endsWith(id));
    const again = await stage.server.reach(page.url().split("/").at(-1) ?? "");
    await button(page, "Approve fix").waitFor();
    expect(again).toMatchObject({ repo, scenario: "shell-crlf", similar: { seen: 1 } });
  });

  it("is a list alone on a phone, and leads to the question and back", async () => {
    const { id } = await fail("acme/phone");
    const page = await visit("/approvals", NARROW);
    await row(page, "acme/phone").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/approvals/${id}`);
    await button(page, "Approve fix").waitFor();
    expect(await page.getByRole("list", { name: "Questions that wait" }).count()).toBe(0);
    await expectNoSidewaysScrolling(page);
    await page.getByRole("link", { name: "All that waits" }).click();
    await expectRows(page, ["acme/phone"]);
    await expectNoSidewaysScrolling(page);
  });

  it.each(THEMES)("shuts nobody out, in the %s theme", async (colorScheme) => {
    const again = { scenario: "shell-crlf", repo: "acme/shop", commit_sha: "1".repeat(40) };
    const first = await stage.server.reach(await stage.server.simulate(again));
    await stage.server.approve(first);
    await stage.server.reach(first.id, ["resolved"]);
    await failRiskily("acme/risky");
    const back = await stage.server.reach(await stage.server.simulate({ ...again, commit_sha: "2".repeat(40) }));
    for (const options of [WIDE, NARROW]) {
      const page = await visit(`/approvals/${back.id}`, { ...options, colorScheme });
      await region(page, "Seen before").waitFor();
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole("link", { name: "Approvals" }).click();
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await findBarriers(page)).toEqual([]);
    }
  });
});

function rows(page: Page): Locator {
  return page.getByRole("list", { name: "Questions that wait" }).getByRole("listitem");
}

function row(page: Page, repo: string): Locator {
  return rows(page).filter({ hasText: repo });
}

function openRow(page: Page): Locator {
  return rows(page).filter({ has: page.locator('[aria-current="page"]') });
}

async function expectRows(page: Page, repos: string[]): Promise<void> {
  await expect
    .poll(async () => (await rows(page).allInnerTexts()).map((text) => /acme\/\w+/.exec(text)?.[0]), {
      timeout: 10_000,
    })
    .toEqual(repos);
}
