import { describe, expect, it } from "vitest";
import { startOf } from "./emulate-exec.ts";

describe("starting a file", () => {
  it.each([
    ["a shell script", "#!/bin/sh\necho hi\n", "echo hi\n"],
    ["a shell script with options", "#!/bin/bash -eu\necho hi\n", "set -eu\necho hi\n"],
    ["a shell script through env", "#!/usr/bin/env bash\necho hi\n", "echo hi\n"],
    ["a file without a first line of that kind", "echo hi\n", "echo hi\n"],
    ["a Python script", "#!/usr/bin/env python3\nprint(1)\n", `exec 'python3' '/w/x' "$@"\n`],
    ["a Python script with options", "#!/usr/bin/python3 -u\nprint(1)\n", `exec 'python3' '-u' '/w/x' "$@"\n`],
    ["env -S", "#!/usr/bin/env -S python3 -u\nprint(1)\n", `exec 'python3' '-u' '/w/x' "$@"\n`],
  ])("runs %s with its interpreter", (_, text, start) => {
    expect(startOf("/w/x", text)).toBe(start);
  });

  it("fails on Windows line endings as the kernel does", () => {
    expect(startOf("/w/x", "#!/bin/sh\r\necho hi\r\n")).toContain("/bin/sh^M: bad interpreter");
    expect(startOf("/w/x", "#!/bin/sh\r\necho hi\r\n")).toContain("exit 126");
    expect(startOf("/w/x", "#!/usr/bin/env bash\r\necho hi\r\n")).toContain("‘bash\\r’: No such file or directory");
    expect(startOf("/w/x", "#!/usr/bin/env bash\r\necho hi\r\n")).toContain("exit 127");
  });

  it("does not start a compiled program", () => {
    expect(startOf("/w/x", "\u007fELF\u0002")).toContain("exit 126");
  });
});
