import type { Incident } from "@pipewright/contract/incident";
import { CreatedPerson } from "@pipewright/contract/people";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { findBarriers } from "./testing/check-accessibility.ts";
import { expectNoSidewaysScrolling, NARROW, region } from "./testing/console-parts.ts";
import { describeConsole } from "./testing/describe-console.ts";
import type { TestServer } from "./testing/start-test-server.ts";
import { untilAtRest } from "./testing/until-at-rest.ts";

const SCENARIO = "shell-crlf";
/** Every button by which something on the server changes or is asked to work. */
const CHANGES =
  /approve|reject|edit|ask for|write a script|take over|retry|run again|simulat|preview|create|send|test|make a key|add a person|revoke/i;

describeConsole("a person who only reads", {}, (stage) => {
  async function signUp(role: "viewer" | "approver"): Promise<string> {
    const person = await stage.server.json("/api/dashboard/people", { name: `vera-${role}`, role });
    return CreatedPerson.parse(person).token;
  }

  it("sees no button that they may not press, and why", async () => {
    const waiting = await stage.server.reach(await stage.server.simulate({ scenario: SCENARIO }));
    const failed = await failToRun(stage.server);
    await stage.server.json("/api/dashboard/keys", { repo: "acme/shop" });
    const { page } = await stage.open("/", NARROW, undefined, await signUp("viewer"));

    const places: [path: string, why: string][] = [
      ["/", "only approvers send in failures"],
      [`/events/${waiting.id}`, "it waits for somebody who may approve"],
      [`/events/${failed.id}`, "only approvers can retry"],
      ["/simulate", "only approvers send in failures"],
      ["/simulate?from=log", "only approvers send in failures"],
      ["/simulate?from=chat", "only approvers send in failures"],
      ["/settings", "only approvers can test"],
    ];
    for (const [path, why] of places) {
      await page.goto(`${stage.server.url}${path}`);
      await page.getByText(why).waitFor();
      await untilAtRest(page);
      expect([path, await changing(page)]).toEqual([path, []]);
      expect([path, await findBarriers(page)]).toEqual([path, []]);
      await expectNoSidewaysScrolling(page);
    }
    await region(page, "People").getByText("Only the admin adds and revokes people.").waitFor();
    await region(page, "API keys").getByText("Only the admin makes and revokes keys.").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("button", { name: "Simulate" }).waitFor();
    expect(await page.getByRole("dialog").getByText("a log of your own").count()).toBe(0);
  });

  it("is another one than an approver, who sees all but what is the admin's", async () => {
    const { id } = await stage.server.reach(await stage.server.simulate({ scenario: SCENARIO }));
    const { page } = await stage.open(`/events/${id}`, {}, undefined, await signUp("approver"));
    await page.getByRole("button", { name: /^Approve fix/ }).waitFor();
    expect(await page.getByText("You read here").count()).toBe(0);
    await page.goto(`${stage.server.url}/settings`);
    await page.getByRole("button", { name: "Test Store" }).waitFor();
    await region(page, "API keys").getByText("Only the admin makes and revokes keys.").waitFor();
    expect(await page.getByRole("button", { name: /make a key|add a person|revoke/i }).count()).toBe(0);
  });
});

/** An incident of which the approved fix did not hold. */
async function failToRun(server: TestServer): Promise<Incident> {
  const { id, approval } = await server.reach(await server.simulate({ scenario: SCENARIO, repo: "acme/failing" }));
  await server.json(`/api/approvals/${approval?.id}/revise`, { script: "true" });
  await server.approve(await server.reach(id, ["awaiting_approval"]));
  return server.reach(id, ["failed"]);
}

async function changing(page: Page): Promise<string[]> {
  const names = await page.getByRole("main").getByRole("button").allInnerTexts();
  return names.filter((name) => CHANGES.test(name));
}
