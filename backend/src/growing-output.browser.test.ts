import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { button, WIDE } from "./testing/console-parts.ts";
import { describeConsole } from "./testing/describe-console.ts";
import { findTestImages, TEST_IMAGE_PREFIX } from "./testing/docker-images.ts";

/** They come for 20 s and more: on a busy machine the looking takes long. */
const LINES = 400;
const ALL_LINES_MS = 60_000;
const COUNT = `for n in $(seq 1 ${LINES}); do echo "line $n"; sleep 0.05; done`;
const NEW_LINES = /^\d+ new lines?$/;
/** Enough that what was shown has gone on by more than a screen. */
const MANY_NEW_LINES = /^(?:[3-9]\d|\d{3}) new lines$/;
const IN_DOCKER = { EXECUTOR: "docker", RUN_IMAGE_PREFIX: TEST_IMAGE_PREFIX, DOCKER_PULL: "never" };

const isReady = (await findTestImages()).has(`${TEST_IMAGE_PREFIX}debian:12-slim`);
if (!isReady)
  console.warn("SKIPPED: output that grows; no engine answers or no test image is there (npm test makes them)");

describeConsole("the output of a run that goes on", { settings: IN_DOCKER }, (stage) => {
  it.skipIf(!isReady)("is followed until it is paused, then says how much is new, and goes on from there", async () => {
    const { server } = stage;
    const { id, approval, fix } = await server.reach(await server.simulate({ scenario: "shell-crlf" }));
    await server.json(`/api/approvals/${approval?.id}/revise`, { script: `${fix?.script}\n${COUNT}\n` });
    const asked = await server.reach(id, ["awaiting_approval"]);
    const page = await stage.visit(`/events/${id}`, WIDE);
    await page.getByRole("status", { name: "Live updates: Live" }).waitFor();
    await server.approve(asked);
    const output = page.getByRole("log", { name: "Output: The fix" });
    await output.getByText("line 25\n").waitFor();
    await expectAtEnd(output);

    await button(page, "Pause: do not follow the end").click();
    await expectHeld(page, output);
    await page.getByRole("button", { name: NEW_LINES }).click();
    await expectAtEnd(output);
    expect(await page.getByRole("button", { name: NEW_LINES }).count()).toBe(0);

    await output.hover();
    await page.mouse.wheel(0, -200);
    await expectHeld(page, output);
    await button(page, "Follow the end").click();
    await output.getByText(`line ${LINES}\n`).waitFor({ timeout: ALL_LINES_MS });
    await expectAtEnd(output);

    await server.reach(id, ["resolved"]);
    await page.getByRole("status", { name: "Verdict" }).getByText("Proven", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: NEW_LINES }).count()).toBe(0);
  });
});

/** What is shown stays in its place while more and more comes. */
async function expectHeld(page: Page, output: Locator): Promise<void> {
  await page.getByRole("button", { name: NEW_LINES }).waitFor();
  const before = await output.evaluate((box) => box.scrollTop);
  await page.getByRole("button", { name: MANY_NEW_LINES }).waitFor();
  expect(await output.evaluate((box) => box.scrollTop)).toBe(before);
}

async function expectAtEnd(output: Locator): Promise<void> {
  await expect
    .poll(() => output.evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop))
    .toBeLessThan(2);
}
