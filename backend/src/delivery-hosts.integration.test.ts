import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import mongoose from "mongoose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeBareRemote, testGit } from "./testing/bare-remote.ts";
import { type BranchWish, DIFF, deliverBranch } from "./testing/deliver-branch.ts";
import { type HttpsGitServer, startHttpsGitServer } from "./testing/https-git-server.ts";
import { NO_SSHD, type SshGitServer, startSshGitServer } from "./testing/ssh-git-server.ts";

const TOKEN = "glpat-deliv3ry0fTheTests";
/** Nothing listens there. */
const NOBODY = "127.0.0.1:1";

let scratch: string;
let remote: string;
let commit: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "pipewright-hosts-"));
  ({ remote, commit } = makeBareRemote(scratch, "a.py", "print(1)\n"));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

function addHook(script: string): void {
  const hook = join(remote, "hooks", "pre-receive");
  mkdirSync(dirname(hook), { recursive: true });
  writeFileSync(hook, `#!/bin/sh\ncat >/dev/null\n${script}\n`);
  chmodSync(hook, 0o755);
}

const branches = () => testGit(remote, "branch", "--list", "--format=%(refname:short)").split("\n");

describe("over https", () => {
  let server: HttpsGitServer;
  const path = () => remote.slice(scratch.length);

  async function start(days?: number): Promise<void> {
    server = await startHttpsGitServer({
      root: scratch,
      scratch,
      password: TOKEN,
      ...(days !== undefined && { days }),
    });
  }
  afterEach(() => server[Symbol.asyncDispose]());

  /** As an operator sets the server's own git up: a credential helper, and a certificate to trust. */
  function deliver(wish: Partial<BranchWish> = {}, token = TOKEN) {
    const home = mkdtempSync(join(scratch, "home-"));
    writeFileSync(join(home, ".git-credentials"), `${server.url.replace("://", `://ci:${token}@`)}\n`, { mode: 0o600 });
    writeFileSync(join(home, ".gitconfig"), "[credential]\n\thelper = store\n");
    const environment = { HOME: home, GIT_SSL_CAINFO: server.certificate };
    return deliverBranch({ url: `${server.url}${path()}`, commit, environment, ...wish });
  }

  it("the branch is pushed with the server's own git credentials", async () => {
    await start();
    const delivery = await deliver();
    expect(delivery).toMatchObject({ kind: "branch", commit: testGit(remote, "rev-parse", delivery.branch ?? "") });
    expect(testGit(remote, "show", `${delivery.branch}:a.py`)).toBe("import json\nprint(1)");
    expect(new Set(server.authorizations)).toEqual(new Set([basic(TOKEN)]));
    expect(JSON.stringify(delivery)).not.toContain(TOKEN);
  });

  it("a token that is refused leaves a patch that says so, without the token", async () => {
    await start();
    const delivery = await deliver({}, "glpat-wr0ng");
    expect(delivery).toMatchObject({
      kind: "patch",
      message: expect.stringContaining("The credentials were not accepted"),
    });
    expect(delivery.message).toContain("the server's own git");
    expect(delivery.message).not.toContain("glpat");
    expect(branches()).toEqual(["main"]);
  });

  it("a certificate that has ended is not trusted; the change stays as a patch", async () => {
    await start(-1);
    const delivery = await deliver();
    expect(delivery).toMatchObject({ kind: "patch", message: expect.stringContaining("certificate") });
    expect(delivery.message).toContain("is not trusted or has ended");
    // Not even the credential was sent.
    expect(server.authorizations).toEqual([]);
  });

  it("a host that is not reachable is tried again", async () => {
    await start();
    const url = `https://${NOBODY}/acme/shop.git`;
    await expect(deliver({ url })).rejects.toMatchObject({ code: "git_failed", retryable: true });
  });

  it("a hook that refuses leaves a patch with the hook's words", async () => {
    await start();
    addHook("echo 'ticket number missing' >&2; exit 1");
    const delivery = await deliver();
    expect(delivery).toMatchObject({
      kind: "patch",
      message: expect.stringContaining("A rule of the repository refused"),
    });
    expect(delivery.message).toContain("ticket number missing");
    expect(branches()).toEqual(["main"]);
  });

  it("a branch that is there is left alone when it is another's, and is the same when it is ours", async () => {
    await start();
    const id = new mongoose.Types.ObjectId();
    const first = await deliver({ id });
    expect(await deliver({ id })).toEqual(first);
    const other = await deliver({ id, diff: DIFF.replace("import json", "import os") });
    expect(other).toMatchObject({ kind: "patch", message: expect.stringContaining("Somebody else has pushed") });
    expect(testGit(remote, "rev-parse", first.branch ?? "")).toBe(first.commit);
  });
});

describe.skipIf(NO_SSHD !== undefined)("over ssh", () => {
  let server: SshGitServer;
  beforeEach(async () => {
    server = await startSshGitServer(scratch);
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const deliver = (wish: Partial<BranchWish> = {}) =>
    deliverBranch({ url: `${server.url}${remote}`, commit, environment: server.environment(), ...wish });

  it("the branch is pushed with the server's own key", async () => {
    const delivery = await deliver();
    expect(delivery).toMatchObject({ kind: "branch", commit: testGit(remote, "rev-parse", delivery.branch ?? "") });
    expect(testGit(remote, "show", `${delivery.branch}:a.py`)).toBe("import json\nprint(1)");
  });

  it.each([
    [{ key: "unknown" }, "The credentials were not accepted"],
    [{ host: "unknown" }, "The host's ssh key is not known"],
  ] as const)("%j leaves a patch that says what to do, and nobody is asked", async (wish, told) => {
    const delivery = await deliver({ environment: server.environment(wish) });
    expect(delivery).toMatchObject({ kind: "patch", message: expect.stringContaining(told) });
    expect(branches()).toEqual(["main"]);
  });

  it("a host that is not reachable is tried again", async () => {
    const url = `ssh://git@${NOBODY}${remote}`;
    await expect(deliver({ url })).rejects.toMatchObject({ code: "git_failed", retryable: true });
  });

  it("a hook that refuses leaves a patch with the hook's words", async () => {
    addHook("echo 'ticket number missing' >&2; exit 1");
    const delivery = await deliver();
    expect(delivery).toMatchObject({ kind: "patch", message: expect.stringContaining("ticket number missing") });
  });
});

function basic(password: string): string {
  return `Basic ${Buffer.from(`ci:${password}`).toString("base64")}`;
}
