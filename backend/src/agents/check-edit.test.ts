import { InvalidFieldError } from "@pipewright/contract/errors";
import { describe, expect, it } from "vitest";
import { checkEdit } from "./check-edit.ts";

const redact = (text: string) => text.replaceAll("s3cret", "[redacted]");
const PATCH = "--- a/app.py\n+++ b/app.py\n@@ -1,1 +1,1 @@\n-x = 1\n+x = 2\n";

describe("a person's own edit", () => {
  it("is taken as it will be run", () => {
    expect(checkEdit({ script: "set -eu\r\nmake\r\n\n" }, redact)).toEqual({ script: "set -eu\nmake\n" });
    expect(checkEdit({ patch: PATCH }, redact)).toEqual({ patch: PATCH });
  });

  it("may be longer than a model's", () => {
    expect(checkEdit({ script: `: ${"x".repeat(60_000)}` }, redact)).toHaveProperty("script");
    expect(() => checkEdit({ script: `: ${"ä".repeat(40_000)}` }, redact)).toThrow(/larger than 64 KiB/);
  });

  it.each([
    ["an empty script", { script: " \n" }],
    ["a script that is no shell", { script: "if then" }],
    ["a script with a secret", { script: "echo s3cret" }],
    ["a patch that is none", { patch: "make it work" }],
    ["a patch outside the workspace", { patch: PATCH.replaceAll("app.py", "../app.py") }],
    ["a patch of an absolute path", { patch: PATCH.replaceAll(/[ab]\/app.py/g, "/etc/passwd") }],
    ["a patch of git's hooks", { patch: PATCH.replaceAll("app.py", ".git/hooks/post-checkout") }],
    ["a patch that adds a secret", { patch: PATCH.replace("x = 2", "x = 's3cret'") }],
  ])("is refused when it is %s", (_name, edit) => {
    expect(() => checkEdit(edit, redact)).toThrow(InvalidFieldError);
  });

  it("may remove a secret", () => {
    expect(checkEdit({ patch: PATCH.replace("x = 1", "x = 's3cret'") }, redact)).toHaveProperty("patch");
  });
});
