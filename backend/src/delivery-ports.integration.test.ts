import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeEach, expect, it } from "vitest";
import { makeBareRemote, testGit } from "./testing/bare-remote.ts";
import { deliverBranch } from "./testing/deliver-branch.ts";

const scratch = mkdtempSync(join(tmpdir(), "pipewright-delivery-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let remote: string;
let commit: string;

beforeEach(() => {
  ({ remote, commit } = makeBareRemote(scratch, "a.py", "print(1)\n"));
});

it("pushes the change as a branch to any host that git can push to, where that is wished", async () => {
  const delivery = await deliverBranch({ url: pathToFileURL(remote).href, commit });
  const { branch = "" } = delivery;
  expect(delivery.kind).toBe("branch");
  expect(testGit(remote, "rev-parse", branch, `${branch}^`)).toBe(`${delivery.commit}\n${commit}`);
  expect(testGit(remote, "show", `${branch}:a.py`)).toBe("import json\nprint(1)");
});

it.each([
  ["auto", "report"],
  ["pull_request", "report"],
  ["patch", "report"],
  ["branch", "simulate"],
] as const)("keeps a patch with DELIVERY=%s for a %s without GitHub", async (mode, source) => {
  const { kind } = await deliverBranch({ url: pathToFileURL(remote).href, commit, mode, source });
  expect(kind).toBe("patch");
  expect(testGit(remote, "branch", "--list")).toBe("* main");
});
