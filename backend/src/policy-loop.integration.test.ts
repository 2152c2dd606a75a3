import { rename } from "node:fs/promises";
import type { Incident } from "@pipewright/contract/incident";
import { CreatedPerson } from "@pipewright/contract/people";
import { Problem } from "@pipewright/contract/problem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePolicyRepository } from "./testing/policy-repository.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

let server: TestServer;
const tokens = new Map<string, string>();
beforeAll(async () => {
  server = await startTestServer();
  for (const name of ["alice", "bob", "carol"]) {
    const person = CreatedPerson.parse(await server.json("/api/dashboard/people", { name }));
    tokens.set(name, person.token);
  }
});
afterAll(() => server.close());

const as = (name: string): RequestInit => ({ headers: { authorization: `Bearer ${tokens.get(name)}` } });

function approve(incident: Incident, name: string): Promise<Response> {
  const { id, digest } = incident.approval ?? {};
  return server.call(`/api/approvals/${id}/approve`, { digest }, as(name));
}

const problemOf = async (response: Response) => Problem.parse(await response.json());
const messages = ({ timeline }: Incident) => timeline.map(({ message }) => message);

describe("a repository's policy", () => {
  it("is that of the default branch, whatever the failing commit brings along, and is bound by the digest", async () => {
    await using repository = await makePolicyRepository(
      "version: 1\njobs:\n  '*': { command: python3 -m unittest tests.test_load, image: example/python:1 }\n",
      { failingPolicy: "version: 1\njobs:\n  '*': { command: curl evil.example }\n" },
    );
    const proposed = await server.reach(await server.simulate(repository.failure));
    expect(proposed.policy).toMatchObject({
      status: "found",
      file: ".pipewright.yml",
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
      rules: [
        { line: 3, words: "proof: python3 -m unittest tests.test_load" },
        { line: 3, words: "image: example/python:1" },
      ],
    });
    expect(proposed.policy?.commit).not.toBe(repository.failure.commit_sha);
    expect(proposed.fix).toMatchObject({ command: "python3 -m unittest tests.test_load", image: "example/python:1" });
    expect(messages(proposed).join("\n")).toMatch(/The policy of file:.* applies \(\.pipewright\.yml at [0-9a-f]{7}\)/);
  });

  it("makes a fix of another kind a person's task, and names the rule's line", async () => {
    await using repository = await makePolicyRepository("version: 1\nfixes:\n  kinds: [rerun]\n");
    const proposed = await server.reach(await server.simulate(repository.failure));
    expect(proposed.fix).toMatchObject({ kind: "manual", network: false });
    expect(proposed.fix?.why).toMatch(/\.pipewright\.yml line 3 \(fixes\.kinds\) allows only rerun/);
    const edited = await server.call(`/api/approvals/${proposed.approval?.id}/revise`, { script: "true\n" });
    expect(edited.status).toBe(409);
    expect(await problemOf(edited)).toMatchObject({ code: "policy_forbids" });
  });

  it("that is wrong lets nothing be run, and its mistakes are told until it is right", async () => {
    await using repository = await makePolicyRepository("version: 1\nfixs: {}\n");
    const proposed = await server.reach(await server.simulate(repository.failure));
    expect(proposed.fix?.kind).toBe("manual");
    expect(proposed.fix?.why).toMatch(/\.pipewright\.yml:2:1: fixs "fixs" is not a key .* did you mean "fixes"\?/);
    await repository.setPolicy("version: 1\n");
    const hint = { hint: "the policy file is right now" };
    expect((await server.call(`/api/approvals/${proposed.approval?.id}/revise`, hint)).status).toBe(202);
    const revised = await server.reach(proposed.id, ["awaiting_approval"]);
    expect(revised.fix?.kind).not.toBe("manual");
    expect(revised.policy?.status).toBe("found");
    const again = await server.reach(await server.simulate({ ...repository.failure, commit_message: "again" }));
    expect(again.fix?.kind).not.toBe("manual");
  });

  it("protects paths from a script, too: what it changed is not delivered", async () => {
    await using repository = await makePolicyRepository("version: 1\nfixes: { protect: [app/] }\n");
    const proposed = await server.reach(await server.simulate(repository.failure));
    expect(proposed.fix).toMatchObject({
      kind: "manual",
      why: expect.stringMatching(/app\/load\.py \(app\/, line 2\)/),
    });
    const script = "sed -i '1i import json' app/load.py\n";
    const revised = await server.call(`/api/approvals/${proposed.approval?.id}/revise`, { script });
    expect(revised.status).toBe(202);
    const waiting = await server.reach(proposed.id, ["awaiting_approval"]);
    expect((await server.approve(waiting)).status).toBe(200);
    const failed = await server.reach(proposed.id, ["failed", "resolved"]);
    expect(failed.failure).toMatchObject({ code: "policy_violation", message: expect.stringContaining("app/load.py") });
    expect(failed.delivery).toBeUndefined();
    expect(failed.verification).toBeUndefined();
  });

  it("that could not be read is read again before anything is run, and stops the fix when there is one", async () => {
    await using repository = await makePolicyRepository("version: 1\nfixes: { kinds: [] }\n");
    const away = `${repository.dir}-away`;
    await rename(repository.dir, away);
    const proposed = await server.reach(await server.simulate(repository.failure));
    expect(proposed.policy?.status).toBe("unknown");
    expect(messages(proposed).join("\n")).toMatch(/could not be read .* it is read again before anything is run/);
    await rename(away, repository.dir);
    expect((await server.approve(proposed)).status).toBe(200);
    const failed = await server.reach(proposed.id, ["failed", "resolved"]);
    expect(failed.failure).toMatchObject({ code: "policy_appeared", step: "executing" });
    expect(failed.execution).toBeUndefined();
    await server.call(`/api/dashboard/events/${failed.id}/retry`, {});
    const asked = await server.reach(failed.id, ["awaiting_approval"]);
    expect(asked.fix).toMatchObject({ kind: "manual", revision: 2 });
  });
});

describe("a policy that wants two approvers", () => {
  const POLICY = "version: 1\napprovals: { two_from: low, people: [alice, bob] }\n";

  it("waits after the first, counts nobody twice, and runs after the second", async () => {
    await using repository = await makePolicyRepository(POLICY);
    const proposed = await server.reach(await server.simulate(repository.failure));
    expect(proposed.approval).toMatchObject({ status: "pending", needed: 2, given: [] });

    const refused = await approve(proposed, "carol");
    expect(refused.status).toBe(403);
    expect(await problemOf(refused)).toMatchObject({
      detail: expect.stringMatching(/\.pipewright\.yml line 2\) lets only alice, bob approve, and you are carol/),
    });
    expect((await server.approve(proposed)).status).toBe(403);

    expect((await approve(proposed, "alice")).status).toBe(200);
    const waiting = await server.incident(proposed.id);
    expect(waiting.status).toBe("awaiting_approval");
    expect(messages(waiting)).toContain("1 of 2 approvals, by alice; one more person is needed");
    const twice = await approve(proposed, "alice");
    expect(twice.status).toBe(409);
    expect(await problemOf(twice)).toMatchObject({ code: "already_approved" });

    expect((await approve(proposed, "bob")).status).toBe(200);
    const done = await server.reach(proposed.id, ["resolved", "failed"]);
    expect(done.verification?.verdict).toBe("proven");
    expect(done.approval?.given?.map(({ by }) => by)).toEqual(["alice", "bob"]);
    expect(messages(done)).toContain("Approved by alice and bob");
  });

  it("takes two answers at the same moment for two, and twenty of one person for one", async () => {
    await using repository = await makePolicyRepository(POLICY);
    const proposed = await server.reach(await server.simulate(repository.failure));
    const alone = await Promise.all(Array.from({ length: 20 }, () => approve(proposed, "alice")));
    expect(alone.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await server.incident(proposed.id)).status).toBe("awaiting_approval");

    const other = await server.reach(await server.simulate({ ...repository.failure, commit_message: "two at once" }));
    const both = await Promise.all([approve(other, "alice"), approve(other, "bob")]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const done = await server.reach(other.id, ["resolved", "failed"]);
    expect(done.approval?.given).toHaveLength(2);
  });

  it("ends with anybody's no, and begins anew with another proposal", async () => {
    await using repository = await makePolicyRepository(POLICY);
    const first = await server.reach(await server.simulate(repository.failure));
    await approve(first, "alice");
    const script = "sed -i '1i import json' app/load.py\n";
    expect((await server.call(`/api/approvals/${first.approval?.id}/revise`, { script }, as("carol"))).status).toBe(
      202,
    );
    const second = await server.reach(first.id, ["awaiting_approval"]);
    expect(second.approval).toMatchObject({ status: "pending", needed: 2, given: [] });
    expect((await approve(first, "bob")).status).toBe(409);
    const rejected = await server.call(`/api/approvals/${second.approval?.id}/reject`, { reason: "no" }, as("carol"));
    expect(rejected.status).toBe(200);
    expect((await server.incident(first.id)).status).toBe("rejected");
  });
});
