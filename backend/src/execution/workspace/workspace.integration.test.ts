import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applyPatch } from "./apply-patch.ts";
import { copyWorkspace } from "./copy-workspace.ts";
import { diffWorkspace } from "./diff-workspace.ts";
import { findWorkspace, prepareWorkspace, removeWorkspace } from "./prepare-workspace.ts";
import { readWorkspaceFiles } from "./read-workspace-files.ts";
import { createGit, type Git } from "./run-git.ts";
import type { Workspace } from "./workspace.ts";

const git = createGit({ env: process.env });
const signal = new AbortController().signal;
const IDENTITY = ["-c", "user.name=T", "-c", "user.email=t@localhost", "-c", "commit.gpgSign=false"];

let scratch: string;
let origin: string;
let firstCommit: string;
let lastCommit: string;

function inOrigin(...args: string[]): string {
  return execFileSync("git", [...IDENTITY, ...args], { cwd: origin, encoding: "utf8" }).trim();
}

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "pipewright-workspace-"));
  origin = join(scratch, "origin");
  mkdirSync(join(origin, "src"), { recursive: true });
  execFileSync("git", ["init", "-q", "-b", "main", origin]);
  writeFileSync(join(origin, "src", "app.py"), "print('one')\n");
  writeFileSync(join(origin, "run.sh"), "#!/bin/sh\necho hi\n");
  writeFileSync(join(origin, ".gitignore"), "*.log\n");
  inOrigin("add", "-A");
  inOrigin("commit", "-qm", "first");
  firstCommit = inOrigin("rev-parse", "HEAD");
  writeFileSync(join(origin, "src", "app.py"), "print('two')\n");
  inOrigin("commit", "-qam", "second");
  lastCommit = inOrigin("rev-parse", "HEAD");
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let count = 0;
async function prepare(commit = lastCommit): Promise<Workspace> {
  count += 1;
  return prepareWorkspace({
    git,
    root: join(scratch, "workspaces"),
    name: `w${count}`,
    source: { kind: "git", url: pathToFileURL(origin).href, commit },
    examplesDir: join(scratch, "examples"),
    signal,
  });
}

describe("prepareWorkspace", () => {
  it("checks out exactly the failing commit, and fetches no more than that", async () => {
    const workspace = await prepare(firstCommit);
    expect(workspace.commit).toBe(firstCommit);
    expect(readFileSync(join(workspace.dir, "src", "app.py"), "utf8")).toBe("print('one')\n");
    const log = await git([`--git-dir=${workspace.gitDir}`, "rev-list", "--all", "--count"], { signal });
    expect(log.toString().trim()).toBe("1");
  });

  it("finds a commit by its short id", async () => {
    expect((await prepare(firstCommit.slice(0, 8))).commit).toBe(firstCommit);
  });

  it("finds the tip of a branch by name", async () => {
    expect((await prepare("main")).commit).toBe(lastCommit);
  });

  it("says that a commit is not there", async () => {
    await expect(prepare("0".repeat(40))).rejects.toThrow(/no commit 0000|not our ref/);
  });

  it("has no remote, no hooks and no address stored", async () => {
    const { gitDir } = await prepare();
    const config = readFileSync(join(gitDir, "config"), "utf8");
    expect(config).not.toContain("remote");
    expect(existsSync(join(gitDir, "hooks"))).toBe(false);
    expect(existsSync(join(gitDir, "FETCH_HEAD"))).toBe(false);
  });

  it("rebuilds what an interrupted attempt left", async () => {
    const workspace = await prepare();
    writeFileSync(join(workspace.dir, "left-over"), "x");
    count -= 1;
    const again = await prepare();
    expect(again.dir).toBe(workspace.dir);
    expect(existsSync(join(again.dir, "left-over"))).toBe(false);
  });

  it("is found again once it is whole, and not while it is not", async () => {
    const workspace = await prepare();
    const root = join(scratch, "workspaces");
    expect(await findWorkspace(root, `w${count}`)).toEqual(workspace);
    rmSync(join(workspace.gitDir, "..", "workspace.json"));
    expect(await findWorkspace(root, `w${count}`)).toBeUndefined();
    await removeWorkspace(root, `w${count}`);
    expect(existsSync(workspace.gitDir)).toBe(false);
  });

  it.each([
    "--upload-pack=touch x",
    "ext::sh -c touch% x",
    "http://example.com/a.git",
    "ftp://example.com/a.git",
    "git://example.com/a",
    "ssh://-oProxyCommand=x/a",
    "-x@host:path",
  ])("refuses the address %s", async (url) => {
    const root = join(scratch, "workspaces");
    const source = { kind: "git" as const, url, commit: lastCommit };
    const made = prepareWorkspace({ git, root, name: "refused", source, examplesDir: scratch, signal });
    await expect(made).rejects.toMatchObject({ code: "invalid_field" });
  });

  it("makes an example's repository with bytes and modes as they are, with the same commit every time", async () => {
    const repo = join(scratch, "examples", "some-example", "repo");
    mkdirSync(repo, { recursive: true });
    writeFileSync(join(repo, "crlf.sh"), "#!/bin/sh\r\necho\r\n", { mode: 0o755 });
    const make = (name: string) =>
      prepareWorkspace({
        git,
        root: join(scratch, "workspaces"),
        name,
        source: { kind: "example", scenario: "some-example" },
        examplesDir: join(scratch, "examples"),
        signal,
      });
    const [one, two] = [await make("e1"), await make("e2")];
    expect(one.commit).toBe(two.commit);
    expect(readFileSync(join(one.dir, "crlf.sh"), "utf8")).toContain("\r\n");
    expect(statSync(join(one.dir, "crlf.sh")).mode & 0o777).toBe(0o755);
    expect(await diffWorkspace(git, one, signal)).toBe("");
  });

  it("does not leave the examples folder", async () => {
    const source = { kind: "example" as const, scenario: "../origin" };
    const made = prepareWorkspace({ git, root: scratch, name: "out", source, examplesDir: scratch, signal });
    await expect(made).rejects.toMatchObject({ code: "not_found" });
  });

  it("says why an empty workspace is empty", async () => {
    const source = { kind: "empty" as const, reason: "no repository was named" };
    const workspace = await prepareWorkspace({
      git,
      root: scratch,
      name: "empty",
      source,
      examplesDir: scratch,
      signal,
    });
    expect(workspace.emptyReason).toBe("no repository was named");
    writeFileSync(join(workspace.dir, "a"), "x\n");
    expect(await diffWorkspace(git, workspace, signal)).toContain("+++ b/a");
  });

  it("says clearly that git is missing", async () => {
    const noGit = createGit({ env: { PATH: join(scratch, "nothing-here") } });
    await expect(noGit(["--version"], { signal })).rejects.toMatchObject({ code: "git_missing" });
  });
});

describe("a repository over HTTP that asks for a token", () => {
  const TOKEN = "ghs_s3cret";
  let server: Server;
  let url: string;
  const asked: string[] = [];

  beforeAll(async () => {
    inOrigin("update-server-info");
    server = createServer((request, response) => {
      const expected = `Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString("base64")}`;
      asked.push(request.url ?? "");
      const path = join(origin, ".git", new URL(request.url ?? "/", "http://localhost").pathname);
      if (request.headers.authorization !== expected) response.writeHead(401, { "WWW-Authenticate": "Basic" }).end();
      else if (existsSync(path)) response.end(readFileSync(path));
      else response.writeHead(404).end();
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    url = `http://127.0.0.1:${address.port}/`;
  });
  afterAll(() => server.close());

  function clone(name: string, token: string | undefined, from = url): Promise<Workspace> {
    const source = { kind: "git" as const, url: from, commit: firstCommit };
    const gitToken = async () => token;
    return prepareWorkspace({ git, root: scratch, name, source, examplesDir: scratch, gitToken, signal });
  }

  it("is fetched whole when the server cannot give one commit, and the token is stored nowhere", async () => {
    const workspace = await clone("with-token", TOKEN);
    expect(workspace.commit).toBe(firstCommit);
    expect(readFileSync(join(workspace.dir, "src", "app.py"), "utf8")).toBe("print('one')\n");
    expect(asked.join()).not.toContain(TOKEN);
    for (const stored of [TOKEN, Buffer.from(`x-access-token:${TOKEN}`).toString("base64"), url]) {
      const found = spawnSync("grep", ["-r", "--text", stored, join(scratch, "with-token")], { encoding: "utf8" });
      expect(found.stdout).toBe("");
    }
  });

  it("is fetched with what stands in the address, which never comes to a command line", async () => {
    const seen: string[] = [];
    const spy: Git = (args, call) => {
      seen.push(...args);
      return git(args, call);
    };
    const source = { kind: "git" as const, url: url.replace("//", `//x-access-token:${TOKEN}@`), commit: firstCommit };
    await prepareWorkspace({ git: spy, root: scratch, name: "in-url", source, examplesDir: scratch, signal });
    expect(seen.join(" ")).toContain(url);
    expect(seen.join(" ")).not.toContain(TOKEN);
  });

  it("is refused without asking anyone for a password, and the message does not give the token away", async () => {
    const refused = await clone("wrong", "ghs_wr0ng").catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "git_failed", retryable: false });
    expect(String(refused)).not.toContain("ghs_wr0ng");
    await expect(clone("none", undefined)).rejects.toMatchObject({ code: "git_failed" });
  });
});

describe("diffWorkspace", () => {
  let copy: Workspace;
  beforeEach(async () => {
    copy = await copyWorkspace(await prepare(), "after", { withGit: true });
  });

  it("shows changed, new and deleted files and mode changes, and leaves out what builds leave behind", async () => {
    writeFileSync(join(copy.dir, "src", "app.py"), "print('three')\n");
    writeFileSync(join(copy.dir, "new.bin"), Buffer.from([0, 1, 2, 255]));
    chmodSync(join(copy.dir, "run.sh"), 0o755);
    rmSync(join(copy.dir, ".gitignore"));
    mkdirSync(join(copy.dir, "node_modules", "x"), { recursive: true });
    writeFileSync(join(copy.dir, "node_modules", "x", "index.js"), "1");
    mkdirSync(join(copy.dir, "src", "__pycache__"));
    writeFileSync(join(copy.dir, "src", "__pycache__", "app.pyc"), "1");
    const diff = await diffWorkspace(git, copy, signal);
    expect(diff).toContain("-print('two')\n+print('three')");
    expect(diff).toContain("old mode 100644\nnew mode 100755");
    expect(diff).toContain("GIT binary patch");
    expect(diff).toContain("deleted file mode 100644");
    expect(diff).not.toContain("node_modules");
    expect(diff).not.toContain("pyc");

    const other = await copyWorkspace(await prepare(), "other", { withGit: false });
    expect(await applyPatch(git, other, diff, signal)).toEqual({ applied: true, message: "" });
    expect(await diffWorkspace(git, other, signal)).toBe(diff);
  });

  it("keeps files in other encodings whole", async () => {
    writeFileSync(join(copy.dir, "latin1.txt"), Buffer.from("caf\xe9\n", "latin1"));
    const diff = await diffWorkspace(git, copy, signal);
    const other = await copyWorkspace(await prepare(), "other", { withGit: false });
    expect(await applyPatch(git, other, diff, signal)).toMatchObject({ applied: true });
    expect(readFileSync(join(other.dir, "latin1.txt"), "latin1")).toBe("caf\xe9\n");
  });

  it("runs nothing that the work tree asks git to run", async () => {
    const trap = join(scratch, "trapped");
    const program = join(scratch, "trap.sh");
    writeFileSync(program, `#!/bin/sh\ntouch ${trap}\ncat\n`, { mode: 0o755 });
    const settings = [
      `[core]\n\tfsmonitor = ${program}\n\thooksPath = hooks\n\tpager = ${program}\n\tsshCommand = ${program}`,
      `[filter "evil"]\n\tclean = ${program}\n\tsmudge = ${program}\n\tprocess = ${program}\n\trequired = true`,
      `[diff "evil"]\n\tcommand = ${program}\n\ttextconv = ${program}`,
      `[diff]\n\texternal = ${program}`,
    ].join("\n");
    writeFileSync(join(copy.dir, ".git", "config"), `[core]\n\tbare = false\n${settings}\n`);
    mkdirSync(join(copy.dir, ".git", "hooks"), { recursive: true });
    for (const hook of ["pre-commit", "post-index-change", "post-checkout", "applypatch-msg", "pre-applypatch"]) {
      writeFileSync(join(copy.dir, ".git", "hooks", hook), `#!/bin/sh\ntouch ${trap}\n`, { mode: 0o755 });
    }
    writeFileSync(join(copy.dir, ".gitattributes"), "* filter=evil diff=evil\n");
    const inner = join(copy.dir, "inner");
    execFileSync("git", ["init", "-q", inner]);
    writeFileSync(join(inner, "f"), "1\n");
    execFileSync("git", [...IDENTITY, "add", "f"], { cwd: inner });
    execFileSync("git", [...IDENTITY, "commit", "-qm", "x"], { cwd: inner });
    writeFileSync(join(inner, ".git", "config"), `[core]\n\tbare = false\n${settings}\n`);
    writeFileSync(join(copy.dir, "src", "app.py"), "print('x')\n");

    const diff = await diffWorkspace(git, copy, signal);
    expect(diff).toContain("+print('x')");
    expect(diff).toContain("inner/f");
    await applyPatch(git, copy, "--- a/run.sh\n+++ b/run.sh\n@@ -2 +2 @@\n-echo hi\n+echo ho\n", signal);
    expect(existsSync(trap)).toBe(false);
  });

  it("does not start git in a submodule that was filled in", async () => {
    const trap = join(scratch, "submodule-trapped");
    const made = join(scratch, "lib");
    execFileSync("git", ["init", "-q", made]);
    writeFileSync(join(made, "f"), "1\n");
    writeFileSync(join(made, ".gitattributes"), "* filter=evil\n");
    execFileSync("git", [...IDENTITY, "add", "-A"], { cwd: made });
    execFileSync("git", [...IDENTITY, "commit", "-qm", "x"], { cwd: made });
    const id = execFileSync("git", ["rev-parse", "HEAD"], { cwd: made, encoding: "utf8" }).trim();
    inOrigin("update-index", "--add", "--cacheinfo", `160000,${id},lib`);
    inOrigin("commit", "-qm", "add a submodule");
    const workspace = await copyWorkspace(await prepare(inOrigin("rev-parse", "HEAD")), "after", { withGit: true });
    inOrigin("reset", "-q", "--hard", lastCommit);
    const lib = join(workspace.dir, "lib");
    cpSync(made, lib, { recursive: true });
    writeFileSync(join(lib, "f"), "22\n");
    const evil = `[filter "evil"]\n\tclean = touch ${trap}\n`;
    writeFileSync(join(lib, ".git", "config"), `[core]\n\tbare = false\n${evil}`);
    writeFileSync(join(workspace.dir, "src", "app.py"), "print('x')\n");
    expect(await diffWorkspace(git, workspace, signal)).toContain("+print('x')");
    expect(existsSync(trap)).toBe(false);
  });

  it("survives unreadable files, pipes, links that lead out and a .GIT folder", async () => {
    writeFileSync(join(copy.dir, "secret"), "x\n", { mode: 0o000 });
    execFileSync("mkfifo", [join(copy.dir, "pipe")]);
    symlinkSync("/etc/passwd", join(copy.dir, "out"));
    mkdirSync(join(copy.dir, ".GIT"));
    writeFileSync(join(copy.dir, ".GIT", "config"), "x");
    const diff = await diffWorkspace(git, copy, signal);
    expect(diff).toContain("+/etc/passwd");
    expect(diff).not.toContain("root:");
    expect(diff).not.toContain(".GIT");
  });

  it("refuses a tree that is too deep to be named, and such a tree can be removed", async () => {
    const name = "d".repeat(200);
    execFileSync("sh", ["-c", `for i in $(seq 300); do mkdir ${name} && cd -P ${name} || exit 1; done`], {
      cwd: copy.dir,
    });
    await expect(diffWorkspace(git, copy, signal)).rejects.toMatchObject({ code: "workspace_too_large" });
    await removeWorkspace(join(scratch, "workspaces"), `w${count}`);
    expect(existsSync(copy.dir)).toBe(false);
  });

  it("refuses a change that is too large", async () => {
    writeFileSync(join(copy.dir, "big"), "");
    execFileSync("truncate", ["-s", "1G", join(copy.dir, "big")]);
    await expect(diffWorkspace(git, copy, signal)).rejects.toMatchObject({ code: "diff_too_large" });
  });
});

describe("applyPatch", () => {
  it.each(["../outside", ".git/hooks/post-checkout", "src/../../outside"])("refuses to write %s", async (path) => {
    const copy = await copyWorkspace(await prepare(), "after", { withGit: true });
    const patch = `--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+x\n`;
    const outcome = await applyPatch(git, copy, patch, signal);
    expect(outcome.applied).toBe(false);
    expect(outcome.message).not.toBe("");
  });

  it("refuses to write through a symbolic link", async () => {
    const copy = await copyWorkspace(await prepare(), "after", { withGit: false });
    symlinkSync(scratch, join(copy.dir, "link"));
    const outcome = await applyPatch(git, copy, "--- /dev/null\n+++ b/link/x\n@@ -0,0 +1 @@\n+x\n", signal);
    expect(outcome.applied).toBe(false);
    expect(existsSync(join(scratch, "x"))).toBe(false);
  });

  it("counts lines again when a model counted wrongly", async () => {
    const copy = await copyWorkspace(await prepare(), "after", { withGit: false });
    const patch = "--- a/src/app.py\n+++ b/src/app.py\n@@ -1,3 +1,5 @@\n-print('two')\n+print('three')\n";
    expect(await applyPatch(git, copy, patch, signal)).toEqual({ applied: true, message: "" });
  });

  it("says in git's words why a patch does not apply, and changes nothing", async () => {
    const copy = await copyWorkspace(await prepare(), "after", { withGit: false });
    const patch = "--- a/src/app.py\n+++ b/src/app.py\n@@ -1 +1 @@\n-print('nine')\n+print('ten')\n";
    expect((await applyPatch(git, copy, patch, signal)).message).toContain("patch does not apply");
    expect(await diffWorkspace(git, copy, signal)).toBe("");
  });
});

describe("readWorkspaceFiles", () => {
  it("reads text inside the tree only, up to the limit", async () => {
    const { dir } = await prepare();
    symlinkSync("/etc/passwd", join(dir, "out"));
    symlinkSync("/etc", join(dir, "etc"));
    writeFileSync(join(dir, "bin"), Buffer.from([0, 1]));
    const asked = [
      "src/app.py",
      "out",
      "etc/passwd",
      "../../git/config",
      "/etc/passwd",
      "bin",
      "missing",
      "src",
      "run.sh",
    ];
    expect(await readWorkspaceFiles(dir, asked, 20)).toEqual([
      { path: "src/app.py", text: "print('two')\n", cut: false },
      { path: "run.sh", text: "#!/bin/", cut: true },
    ]);
  });
});
