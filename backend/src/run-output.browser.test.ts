import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { describeConsole } from "./testing/describe-console.ts";

const COUNTED = 300;
const COLOURED = String.raw`printf '\033[31mred word\033[0m and \033]0;title\007 <b>no markup</b>\n'`;
const COUNT = `for n in $(seq 1 ${COUNTED}); do echo "line $n"; done`;

describeConsole("the output of a run", { sharesServer: true }, (stage) => {
  let id: string;
  let page: Page;

  beforeAll(async () => {
    id = await stage.server.simulate({ scenario: "shell-crlf" });
    const { approval, fix } = await stage.server.reach(id);
    const script = `${fix?.script}\n${COLOURED}\n${COUNT}\n`;
    await stage.server.json(`/api/approvals/${approval?.id}/revise`, { script });
    await stage.server.approve(await stage.server.reach(id, ["awaiting_approval"]));
    await stage.server.reach(id, ["resolved"]);
  });
  beforeEach(async () => {
    page = await stage.visit(`/events/${id}`);
    await page.getByText("Output of the fix itself").click();
  });

  it("is shown in colours and as text, at its end", async () => {
    const output = page.getByRole("log", { name: "Output: The fix" });
    expect(await output.locator('[data-colour="red"]').textContent()).toBe("red word");
    await output.getByText("and <b>no markup</b>").waitFor();
    expect(await output.locator("b").count()).toBe(0);
    expect(await output.evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop)).toBeLessThan(2);
  });

  it("is searched with the keyboard", async () => {
    await page.getByLabel("Search the output: The fix").fill("LINE 29");
    const count = page.getByRole("status").filter({ hasText: / of / });
    await count.getByText("1 of 11", { exact: true }).waitFor();
    await page.keyboard.press("Shift+Enter");
    await count.getByText("11 of 11", { exact: true }).waitFor();
    await page.keyboard.press("Enter");
    await count.getByText("1 of 11", { exact: true }).waitFor();
    const shown = page.locator("mark[data-current]");
    expect(await shown.textContent()).toBe("line 29");
    await page.keyboard.press("Escape");
    expect(await page.locator("mark").count()).toBe(0);
  });

  it("is downloaded as text", async () => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the output: The fix" }).click();
    expect((await download).suggestedFilename()).toBe("pipewright-the-fix.log");
    const saved = await readFile(await (await download).path(), "utf8");
    expect(saved).toContain("red word and  <b>no markup</b>\nline 1\n");
  });
});
