import { describe, expect, it } from "vitest";
import { templateLine } from "./template-line.ts";

describe("a templated line", () => {
  it.each([
    ["2026-11-24T03:00:00.123Z error: build failed", "<time> error: build failed"],
    ["[03:00:01.5] took 1.24s, 350ms in all", "[<time>] took <duration>, <duration> in all"],
    ["fetched 12.3 MB of 4096 bytes", "fetched <size> of <size>"],
    ["commit 3f9a2c1 of 9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d", "commit <hash> of <uuid>"],
    [
      "panic: runtime error [signal 11, addr=0x18 pc=0x4a5f21]",
      "panic: runtime error [signal 11, addr=<address> pc=<address>]",
    ],
    ["dial tcp 10.0.3.17:5432: connection refused", "dial tcp <ip>: connection refused"],
    ["connect ECONNREFUSED localhost:5432", "connect ECONNREFUSED localhost:<port>"],
    ["cannot open /tmp/tmpk3j2h_1/out.json", "cannot open <tmp>/out.json"],
    ["in /tmp/pytest-of-runner/pytest-12/test_load0/test_2.csv", "in <tmp>/test_2.csv"],
    ["/home/runner/work/shop/shop/src/index.ts:12:5", "<checkout>/src/index.ts:<n>:<n>"],
    ["pod web-7d4b9c6f57-x2x9z is CrashLoopBackOff", "pod web-<id> is CrashLoopBackOff"],
    ["no space left: 0 of 512 blocks, run 4711", "no space left: <n> of <n> blocks, run <n>"],
    ["integrity sha512-abcDEF0123456789abcDEF0123== expected", "integrity <hash> expected"],
  ])("%s", (line, template) => {
    expect(templateLine(line)).toBe(template);
  });

  it.each([
    "ModuleNotFoundError: No module named 'requests_2'",
    "src/v2/api.ts: error TS2304: Cannot find name 'utf8'.",
    "npm error notarget No matching version found for lodash@4.17.99",
    "requires Python >=3.11 but foo==1.2 is there",
    "Process completed with exit code 137.",
    "GET https://packages.example.org/left-pad: HTTP 503",
    "--- FAIL: TestRefund_42",
    "migrations/0042_add_column.py",
    "deadbeef is no hash without a digit, nor is defaced",
    "node-18 is not sha256",
  ])("keeps: %s", (line) => {
    expect(templateLine(line)).toBe(line);
  });

  it("reads no more than a bounded part of a line", () => {
    expect(templateLine(`x${"a1".repeat(100_000)}`).length).toBeLessThanOrEqual(500);
  });
});
