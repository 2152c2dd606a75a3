import type { Locator, Page } from "playwright-core";
import { expect, it, onTestFinished } from "vitest";
import { findBarriers } from "./testing/check-accessibility.ts";
import { button, expectNoSidewaysScrolling, NARROW, region, THEMES } from "./testing/console-parts.ts";
import { describeConsole } from "./testing/describe-console.ts";
import { startTestServer } from "./testing/start-test-server.ts";

const SCENARIO = "config-trailing-comma";
const FAILING_LINE = "Expecting property name enclosed in double quotes";
const COMMAND = "python3 -m json.tool config/app.json";

describeConsole("the console in a browser", {}, (stage) => {
  const { open } = stage;

  async function propose(more: object = {}): Promise<string> {
    const id = await stage.server.simulate({ scenario: SCENARIO, ...more });
    await stage.server.reach(id);
    return id;
  }

  it("signs in by the link, and keeps the token out of the address and of scripts", async () => {
    const id = await propose();
    const { page } = await open("/");
    await page.getByRole("table", { name: "Incidents that wait for you" }).waitFor();
    expect(await rowLink(page, id).count()).toBe(1);
    expect(page.url()).toBe(`${stage.server.url}/`);
    expect(await page.evaluate("document.cookie")).toBe("");
    expect(await page.context().cookies()).toEqual([expect.objectContaining({ httpOnly: true, sameSite: "Strict" })]);
  });

  it("says what is wrong with a token, and takes the pasted link", async () => {
    const context = await stage.browser.newContext();
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.goto(stage.server.url);
    const field = page.getByLabel("Admin token or sign-in link");
    await field.fill("not-the-token-0123456789");
    await button(page, "Sign in").click();
    await page.getByText("This token is not the server's").waitFor();
    await field.fill(`${stage.server.url}/?token=${stage.server.token.token}`);
    await button(page, "Sign in").click();
    await page.getByText("No failure has come in yet").waitFor();
  });

  it("leads by mouse from a failure to its proof on one page", async () => {
    const { page, loads } = await open("/");
    await page.getByLabel("What shall fail").selectOption(SCENARIO);
    await button(page, "Try a simulation").click();
    await page.waitForURL(/\/events\/[^/]+$/);
    const id = idOf(page);
    await page.getByRole("main").getByRole("link", { name: "Incidents" }).click();
    await rowLink(page, id).click();

    await expectQuestion(page);
    await button(page, "Approve fix").click();
    await expectProof(page);
    expect(loads()).toBe(1);
    expect((await stage.server.incident(id)).verification?.verdict).toBe("proven");
  });

  it("leads by keyboard alone from a failure to its proof", async () => {
    const { page } = await open("/");
    await page.getByLabel("What shall fail").waitFor();
    await tabTo(page, page.getByLabel("What shall fail"));
    await page.keyboard.type("A comma");
    await tabTo(page, button(page, "Try a simulation"));
    await page.keyboard.press("Enter");

    await expectQuestion(page);
    await page.keyboard.press("a");
    await expectProof(page);
    await page.getByRole("heading", { level: 1 }).and(page.locator(":focus")).waitFor();
  });

  it("shows an answer to everybody at once, and says to who comes late that it changed nothing", async () => {
    const id = await propose();
    const first = await open(`/events/${id}`);
    const second = await open(`/events/${id}`, {}, /409 \(Conflict\)/);
    await expectQuestion(first.page);
    await expectQuestion(second.page);
    let letGo = () => {};
    const firstHasAnswered = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await second.page.route("**/api/approvals/**", async (route) => {
      await firstHasAnswered;
      await route.continue();
    });
    await button(second.page, "Approve fix").click();

    await button(first.page, "Approve fix").click();
    await expectProof(first.page);
    await expectProof(second.page);
    expect(await second.page.getByRole("alert").count()).toBe(0);

    letGo();
    const words = /^Answered already by admin .*: approved\. Your answer changed nothing\.$/;
    await second.page.getByRole("alert").getByText(words).waitFor();
    expect(second.loads()).toBe(1);
    expect((await stage.server.incident(id)).timeline.filter(({ kind }) => kind === "approval.answered")).toHaveLength(
      1,
    );
  });

  it("takes a rejection with its reason, and runs nothing", async () => {
    const id = await propose();
    const { page } = await open(`/events/${id}`);
    await button(page, "Reject").click();
    const dialog = page.getByRole("dialog", { name: "Reject this fix" });
    await button(dialog, "Reject fix").click();
    await dialog.getByText("Say why, in a few words.").waitFor();
    await dialog.getByLabel("Reason").fill("The file is generated; mend its generator");
    await button(dialog, "Reject fix").click();

    await page.getByRole("banner").or(page.getByRole("main")).getByText("Rejected", { exact: true }).first().waitFor();
    await region(page, "Facts").getByText("The file is generated; mend its generator").waitFor();
    expect(await button(page, "Approve fix").count()).toBe(0);
    const rejected = await stage.server.incident(id);
    expect(rejected.status).toBe("rejected");
    expect(rejected.execution).toBeUndefined();
  });

  it("asks for another fix, and says when nobody knows one", async () => {
    const id = await propose();
    const { page } = await open(`/events/${id}`, {}, /409 \(Conflict\)/);
    await expectQuestion(page);
    await page.keyboard.press("n");
    const dialog = page.getByRole("dialog", { name: "Ask for another fix" });
    await button(dialog, "Ask for it").click();
    await dialog.getByText("Say what should be different, in a few words.").waitFor();
    await dialog.getByLabel("What should be different?").fill("rather delete the file");
    await button(dialog, "Ask for it").click();
    await dialog
      .getByRole("alert")
      .getByText(/No rule here knows another fix/)
      .waitFor();
    await page.keyboard.press("Escape");
    await button(page, "Approve fix").waitFor();
    expect((await stage.server.incident(id)).revisions).toHaveLength(1);
  });

  it("takes an edited script in the place of the fix, which is what is then proven", async () => {
    const id = await propose({ scenario: "shell-crlf" });
    const { page, loads } = await open(`/events/${id}`, NARROW, /422 \(Unprocessable/);
    await button(page, "Approve fix").waitFor();
    const script = (await stage.server.incident(id)).fix?.script ?? "";
    await button(region(page, "Proposed fix"), "Edit").click();
    const dialog = page.getByRole("dialog", { name: "Edit the script" });
    const field = dialog.getByRole("textbox", { name: "Script" });
    await field.waitFor();
    expect((await field.locator(".cm-line").allTextContents()).join("\n")).toBe(script);
    const submit = button(dialog, "Propose this script");
    expect(await submit.isDisabled()).toBe(true);
    await field.fill("if then");
    await submit.click();
    await dialog
      .getByRole("alert")
      .getByText(/not valid shell/)
      .waitFor();
    await field.fill(`${script}echo edited by hand\n`);
    await submit.click();

    await region(page, "Proposed fix").getByText("revision 2 · by admin").waitFor();
    await region(page, "Revisions").getByText("Revision 1", { exact: true }).waitFor();
    await expectNoSidewaysScrolling(page);
    // Shown when the question did not leave the page in between.
    const look = button(page, "I have looked at it");
    if (await look.isVisible()) await look.click();
    await button(page, "Approve fix").click();
    await page.getByRole("status", { name: "Verdict" }).getByText("Proven", { exact: true }).waitFor();
    expect(loads()).toBe(1);
    expect((await stage.server.incident(id)).fix).toMatchObject({ revision: 2, provider: "person" });
  });

  it("lets the editor be used and left by keyboard, and shows what was changed before it is sent", async () => {
    const id = await propose({ scenario: "shell-crlf" });
    const { page } = await open(`/events/${id}`);
    await button(page, "Approve fix").waitFor();
    await page.keyboard.press("e");
    const dialog = page.getByRole("dialog", { name: "Edit the script" });
    const field = dialog.getByRole("textbox", { name: "Script" });
    await field.and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("echo a");
    await page.keyboard.press("Tab");
    await page.keyboard.type("b");
    await field.getByText("echo a\tb").waitFor();
    await dialog.getByText("What changed since revision 1").click();
    await dialog.getByRole("region", { name: "Changes in script" }).getByText("echo a\tb").waitFor();
    expect(await findBarriers(page)).toEqual([]);

    await field.focus();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    await dialog.locator(":focus").waitFor();
    expect(await field.and(page.locator(":focus")).count()).toBe(0);
    await field.focus();
    for (let taken = 0; taken < 3; taken += 1) await page.keyboard.press("Control+z");
    await expect.poll(() => field.getByText("echo a").count()).toBe(0);
    expect(await button(dialog, "Propose this script").isDisabled()).toBe(true);
  });

  it("says when the server is away, goes on when it is back, and shows what happened meanwhile", async () => {
    await stage.server.close();
    const first = await startTestServer({}, { keepData: true });
    const { dataDir, url } = first;
    stage.server = first;
    const id = await propose();
    const { page, loads } = await open(`/events/${id}`, {}, /ERR_CONNECTION_REFUSED|WebSocket connection/);
    await expectQuestion(page);
    await connection(page, "Live").waitFor();

    await first.close();
    await connection(page, "Reconnecting").waitFor();
    await page.getByText(/The server does not answer\..* Trying again/).waitFor();

    const elsewhere = await startTestServer({}, { dataDir, keepData: true });
    await elsewhere.approve(await elsewhere.incident(id));
    await elsewhere.reach(id, ["resolved"]);
    await elsewhere.close();
    stage.server = await startTestServer({ PORT: new URL(url).port }, { dataDir });
    await connection(page, "Live").waitFor();
    await expectProof(page);
    expect(loads()).toBe(1);
  });

  it("shows hostile text as text", async () => {
    const markup = `<img src=x onerror="alert('pwned')">`;
    const long = "x".repeat(9000);
    const id = await propose({
      commit_message: `${markup}\u001b[31m\u202e ${long}`,
      logs: [
        `##[group]Run ${COMMAND}`,
        "##[endgroup]",
        `\u001b[31mError: ${markup}\u001b[0m\u001b]0;title\u0007 ${long}`,
        "##[error]Process completed with exit code 1.",
      ].join("\n"),
    });
    const { page } = await open(`/events/${id}`, NARROW);
    await region(page, "Facts").getByText(`${markup}‹U+001B›[31m‹U+202E›`).waitFor();
    await region(page, "Evidence").getByText(markup).waitFor();
    expect(await page.getByRole("main").textContent()).not.toMatch(HIDDEN_CHARACTERS);
    expect(await page.locator("img").count()).toBe(0);
    await expectNoSidewaysScrolling(page);

    await page.getByRole("main").getByRole("link", { name: "Incidents" }).click();
    await rowLink(page, id).waitFor();
    await expectNoSidewaysScrolling(page);

    await page.goto(`${stage.server.url}/api/dashboard/events/${id}/log`);
    await page.getByText(markup).waitFor();
    expect(await page.locator("img").count()).toBe(0);
  });

  it.each(THEMES)("fits a phone without scrolling sideways, in the %s theme", async (colorScheme) => {
    const id = await propose();
    const { page } = await open("/", { ...NARROW, colorScheme });
    await rowLink(page, id).waitFor();
    await expectNoSidewaysScrolling(page);
    await rowLink(page, id).click();
    await expectQuestion(page);
    await expectNoSidewaysScrolling(page);
    await button(page, "Approve fix").click();
    await expectProof(page);
    await expectNoSidewaysScrolling(page);
  });
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: they must not reach the page
const HIDDEN_CHARACTERS = /[\u001b\u0007\u202e]/;

/** All that a person needs to answer is there. */
async function expectQuestion(page: Page): Promise<void> {
  await button(page, "Approve fix").waitFor();
  await page.getByRole("heading", { level: 1, name: /json/i }).waitFor();
  await region(page, "Evidence").getByText(FAILING_LINE).waitFor();
  const fix = region(page, "Proposed fix");
  await fix.getByRole("region", { name: /^(Script|Patch)$/ }).waitFor();
  await region(page, "Runs in").getByText(COMMAND).waitFor();
  await region(page, "Risk")
    .getByText(/^\d+(low|medium|high|critical)$/)
    .waitFor();
}

/** The command failed before and passes after; what was changed is to be seen. */
async function expectProof(page: Page): Promise<void> {
  await page.getByRole("status", { name: "Verdict" }).getByText("Proven", { exact: true }).waitFor();
  await region(page, "Before the fix").getByText("fails, exit 1").waitFor();
  await region(page, "After the fix").getByText("passes, exit 0").waitFor();
  const diff = region(page, "What the fix changed").getByRole("region", { name: "Diff" });
  await diff.getByRole("heading", { name: "config/app.json" }).waitFor();
  expect(await diff.locator('[data-kind="removed"] code').count()).toBeGreaterThan(0);
}

const MOST_STOPS = 40;

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press("Tab");
    if ((await target.and(page.locator(":focus")).count()) > 0) return;
  }
  throw new Error(`Not reached with ${MOST_STOPS} presses of Tab: ${target}`);
}

function rowLink(page: Page, id: string): Locator {
  return page.getByRole("row").locator(`a[href="/events/${id}"]`);
}

function connection(page: Page, words: string): Locator {
  return page.getByRole("status", { name: `Live updates: ${words}` });
}

function idOf(page: Page): string {
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}
