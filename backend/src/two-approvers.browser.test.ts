import type { Incident } from "@pipewright/contract/incident";
import { CreatedPerson } from "@pipewright/contract/people";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findBarriers } from "./testing/check-accessibility.ts";
import { WIDE } from "./testing/console-parts.ts";
import { describeConsole } from "./testing/describe-console.ts";
import { makePolicyRepository, type PolicyRepository } from "./testing/policy-repository.ts";

const POLICY = `version: 1
fixes: { protect: ["migrations/**"] }
approvals: { two_from: low, people: [alice, bob] }
`;
/** What a browser says of a 403 and a 409. */
const REFUSED = /Failed to load resource: .*40[39]/;

describeConsole("a fix that two people must approve, in two browsers", {}, (stage) => {
  let repository: PolicyRepository;
  beforeEach(async () => {
    repository = await makePolicyRepository(POLICY);
  });
  afterEach(() => repository[Symbol.asyncDispose]());

  async function addPerson(name: string, role?: string) {
    return CreatedPerson.parse(await stage.server.json("/api/dashboard/people", { name, ...(role && { role }) }));
  }

  /** A browser in which this person has followed their link. */
  async function open(name: string, incident: Incident, role?: string) {
    const { token } = await addPerson(name, role);
    return (await stage.open(`/approvals/${incident.id}`, WIDE, REFUSED, token)).page;
  }

  const propose = async () => stage.server.reach(await stage.server.simulate(repository.failure));

  it("waits after the first yes, which both see, and runs after the other's", async () => {
    const incident = await propose();
    const alice = await open("alice", incident);
    const bob = await open("bob", incident);
    const policy = alice.getByRole("region", { name: "Policy of the repository" });
    await policy.getByText("migrations/** protected · two approvers from low").waitFor();
    await alice.getByText("The policy wants 2 different people to approve.").first().waitFor();
    expect(await findBarriers(alice)).toEqual([]);

    await alice.getByRole("button", { name: /^Approve fix/ }).click();
    const once = "1 of 2 approvals, by alice; one more person is needed";
    for (const page of [alice, bob]) await page.getByRole("region", { name: "Your answer" }).getByText(once).waitFor();
    await alice.getByRole("button", { name: /^Approve fix/ }).click();
    await alice
      .getByRole("alert")
      .getByText(/alice approved this already/)
      .waitFor();
    expect((await stage.server.incident(incident.id)).status).toBe("awaiting_approval");

    await bob.getByRole("button", { name: /^Approve fix/ }).click();
    await stage.server.reach(incident.id, ["resolved"]);
    await alice
      .getByText(/Approved by alice and bob/)
      .first()
      .waitFor();
  });

  it("tells who is not on the policy's list so, and a viewer that they only read", async () => {
    const incident = await propose();
    const carol = await open("carol", incident);
    await carol.getByRole("button", { name: /^Approve fix/ }).click();
    await carol
      .getByRole("alert")
      .getByText(/lets only alice, bob approve, and you are carol/)
      .waitFor();
    const vera = await open("vera", incident, "viewer");
    await vera.getByText("You read here; it waits for somebody who may approve.").waitFor();
    expect(await vera.getByRole("button", { name: /Approve|Reject|Edit|Ask for/ }).count()).toBe(0);
    await vera.keyboard.press("a");
    const { id, digest } = incident.approval ?? {};
    const sent = await vera.request.post(`${stage.server.url}/api/approvals/${id}/approve`, {
      data: { digest },
      headers: { origin: stage.server.url },
    });
    expect(sent.status()).toBe(403);
    expect(await sent.text()).toContain("vera may read here, but not answer or change anything");
    expect((await stage.server.incident(incident.id)).approval?.given).toEqual([]);
  });

  it("lets the admin add and revoke people in the settings, and signs the revoked out", async () => {
    const page = await stage.visit("/settings", WIDE);
    await page.getByLabel("Name of the person").fill("dora");
    await page.getByRole("button", { name: "Add a person" }).click();
    const link = (await page.getByText(/\/\?token=pwp_/).textContent()) ?? "";
    const context = await stage.browser.newContext(WIDE);
    const dora = await context.newPage();
    await dora.goto(link);
    await dora.goto(`${stage.server.url}/settings`);
    await dora.getByText("This browser is signed in as dora").waitFor();
    expect(dora.url()).not.toContain("token");
    await page.getByRole("button", { name: "Revoke: dora" }).click();
    await page.getByRole("button", { name: "Revoke for good: dora" }).click();
    await page.getByRole("list", { name: "People" }).getByText("Revoked").waitFor();
    await dora.reload();
    await dora.getByRole("button", { name: "Sign in" }).waitFor();
    await context.close();
    expect(await findBarriers(page)).toEqual([]);
  });
});
