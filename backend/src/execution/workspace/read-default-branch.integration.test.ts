import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDefaultBranch } from "./read-default-branch.ts";
import { createGit, GitError } from "./run-git.ts";

const FILES = [".pipewright.yml", ".pipewright.yaml"];
let dir: string;
const run = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@localhost", ...args], { cwd: dir })
    .toString()
    .trim();

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "pipewright-branch-"));
  run("init", "--quiet", "--initial-branch=trunk");
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const read = (files = FILES, timeoutMs = 15_000) =>
  readDefaultBranch({
    git: createGit({ env: process.env }),
    url: pathToFileURL(dir).href,
    files,
    signal: new AbortController().signal,
    timeoutMs,
  });

describe("a file of the default branch", () => {
  it("is none in a repository without a commit", async () => {
    expect(await read()).toBeNull();
  });

  it("is read from the branch that the repository calls its own, and the first of the names counts", async () => {
    await writeFile(join(dir, ".pipewright.yaml"), "version: 1\n");
    run("add", ".");
    run("commit", "--quiet", "-m", "one");
    expect(await read()).toMatchObject({
      file: ".pipewright.yaml",
      text: "version: 1\n",
      commit: run("rev-parse", "HEAD"),
    });
    await writeFile(join(dir, ".pipewright.yml"), "version: 2\n");
    run("add", ".");
    run("commit", "--quiet", "-m", "two");
    expect(await read()).toMatchObject({ file: ".pipewright.yml", text: "version: 2\n" });
  });

  it("is fetched by itself from a server that can leave the contents of files out", async () => {
    run("config", "uploadpack.allowFilter", "true");
    run("config", "uploadpack.allowAnySHA1InWant", "true");
    expect(await read()).toMatchObject({ text: "version: 2\n" });
    expect(await read(["none.yml"])).toBeNull();
  });

  it("is an error where there is no repository, or no answer in time", async () => {
    await expect(read(FILES, 1)).rejects.toThrow(/took longer than 0\.001 s/);
    await rm(join(dir, ".git"), { recursive: true });
    await expect(read()).rejects.toThrow(GitError);
  });
});
