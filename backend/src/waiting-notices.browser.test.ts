import { expect, it } from "vitest";
import { describeConsole } from "./testing/describe-console.ts";
import { untilAtRest } from "./testing/until-at-rest.ts";

const SCENARIO = "config-trailing-comma";
const LOOKS = { viewport: { width: 1440, height: 900 } };

/** The operating system's notifications stand at the wire: what the page asks for is kept, and can be clicked. */
const KEEP_NOTICES = `window.notices = [];
window.Notification = class {
  static permission = "granted";
  static requestPermission = async () => "granted";
  constructor(title, options) { Object.assign(this, { title, options }); window.notices.push(this); }
  close() {}
};`;
const LOOK_AWAY = `Object.defineProperty(document, "visibilityState", { configurable: true, value: "hidden" })`;

describeConsole("what waits for a person", { looks: LOOKS }, (stage) => {
  const { visit } = stage;

  it("is told by a notice on another page, which leads to the question, and by the title", async () => {
    const page = await visit("/settings");
    await page.getByRole("status", { name: "Live updates: Live" }).waitFor();
    const id = await stage.server.simulate({ scenario: SCENARIO });
    await page.getByRole("alert").getByRole("link").click();
    await page.waitForURL(`**/approvals/${id}`);
    await page.getByRole("button", { name: "Approve fix", exact: true }).waitFor();
    await expect.poll(() => page.title()).toBe("(1) Pipewright");
  });

  it("is told to who looks at another window only once they have allowed it", async () => {
    const page = await visit("/settings");
    await page.addInitScript(KEEP_NOTICES);
    await page.reload();
    await page.getByRole("status", { name: "Live updates: Live" }).waitFor();
    await page.evaluate(LOOK_AWAY);
    await stage.server.reach(await stage.server.simulate({ scenario: "shell-crlf" }));
    await expect.poll(() => page.title()).toBe("(1) Pipewright");
    expect(await page.evaluate("window.notices.length")).toBe(0);

    const panel = page.getByRole("region", { name: "Notifications in this browser" });
    await panel.getByRole("button", { name: "Turn on" }).click();
    await panel.getByText("On. A click on one leads to the question.").waitFor();
    const id = await stage.server.simulate({ scenario: SCENARIO });
    await stage.server.reach(id);
    await expect.poll(() => page.evaluate("window.notices.length")).toBe(1);
    await page.evaluate("window.notices[0].onclick()");
    await page.waitForURL(`**/approvals/${id}`);
    await page.getByRole("button", { name: "Approve fix", exact: true }).waitFor();
  });

  it("has its next question loaded before a person steps to it", async () => {
    await stage.server.reach(await stage.server.simulate({ scenario: SCENARIO }));
    const next = await stage.server.reach(await stage.server.simulate({ scenario: "shell-crlf" }));
    const page = await visit("/approvals?sort=age", LOOKS, /ERR_FAILED/);
    await page.getByRole("heading", { level: 1, name: /json/i }).waitFor();
    await untilAtRest(page);
    await page.route("**/api/dashboard/events/**", (route) => route.abort());
    await page.keyboard.press("j");
    await page.getByRole("heading", { level: 1, name: next.diagnosis?.title ?? "" }).waitFor();
    await page.getByRole("button", { name: "Approve fix", exact: true }).waitFor();
  });

  it("can still be reached when a page's code does not load", async () => {
    const page = await visit("/", LOOKS, /ERR_FAILED|error/i);
    await page.getByText("No failure has come in yet").waitFor();
    await page.route("**/assets/approvals-page-*", (route) => route.abort());
    await page.getByRole("navigation").getByRole("link", { name: "Approvals" }).click();
    await page.getByRole("alert").getByText("Something in this page failed").waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Settings" }).click();
    await page.getByRole("heading", { name: "What is connected" }).waitFor();
  });

  it("has a log page that shows the log as soon as there is one", async () => {
    const id = await stage.server.simulate({ scenario: SCENARIO });
    const page = await visit(`/events/${id}/log`);
    await page.getByRole("region", { name: "Log", exact: true }).waitFor();
  });
});
