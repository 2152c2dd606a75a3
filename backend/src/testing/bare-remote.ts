import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const IDENTITY = ["-c", "user.name=T", "-c", "user.email=t@localhost", "-c", "commit.gpgSign=false"];

/** Calls git in a folder as a person of the tests; its output without the last line end. */
export function testGit(cwd: string, ...args: string[]): string {
  return execFileSync("git", [...IDENTITY, ...args], { cwd, encoding: "utf8" }).trim();
}

/** A bare repository below `scratch` whose branch `main` has one commit with this file. */
export function makeBareRemote(scratch: string, file: string, text: string): { remote: string; commit: string } {
  const dir = mkdtempSync(join(scratch, "case-"));
  const work = join(dir, "work");
  const remote = join(dir, "remote.git");
  mkdirSync(work);
  testGit(dir, "init", "-q", "--bare", "-b", "main", remote);
  testGit(work, "init", "-q", "-b", "main");
  writeFileSync(join(work, file), text);
  testGit(work, "add", "-A");
  testGit(work, "commit", "-qm", "first");
  testGit(work, "push", "-q", remote, "main");
  return { remote, commit: testGit(work, "rev-parse", "HEAD") };
}
