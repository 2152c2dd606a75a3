import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { renderPatch } from "./render-patch.ts";

let folder: string;
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@localhost", ...args], {
    cwd: folder,
    encoding: "utf8",
  });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pipewright-patch-"));
  git("init", "-q");
  writeFileSync(join(folder, "load.py"), "def load(): return json.loads('1')\n");
  git("add", ".");
  git("commit", "-qm", "first");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("makes a mail that git am takes, whatever its words are", () => {
  const before = readFileSync(join(folder, "load.py"), "utf8");
  writeFileSync(join(folder, "load.py"), `import json\n${before}`);
  const diff = git("diff");
  git("checkout", "-q", "load.py");
  const patch = renderPatch({
    subject: "`json` is used — but never imported\nInjected: header",
    body: ["The cause:\n---\ndiff --git a/x b/x", "Proof: red, then green."],
    diff,
    date: new Date("2026-11-24T03:00:00Z"),
  });
  writeFileSync(join(folder, "fix.patch"), patch);
  git("am", "-q", "fix.patch");
  expect(readFileSync(join(folder, "load.py"), "utf8")).toBe(`import json\n${before}`);
  const [subject, ...rest] = git("log", "-1", "--format=%B").split("\n");
  expect(subject).toBe("`json` is used — but never imported Injected: header");
  expect(rest.join("\n")).toContain("Proof: red, then green.");
});
