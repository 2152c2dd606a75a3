import { describe, expect, it } from "vitest";
import { type FailureTraits, fingerprintOf } from "./fingerprint.ts";

const PYTHON: FailureTraits = {
  category: "runtime_error",
  step: "Run python -m unittest",
  excerpt: [
    "Traceback (most recent call last):",
    '  File "/home/runner/work/shop/shop/app/load.py", line 12, in load',
    "    return json.loads(text)",
    "NameError: name 'json' is not defined",
  ].join("\n"),
};

describe("a fingerprint", () => {
  it("is the same when only the place and the line number differ", () => {
    const elsewhere = PYTHON.excerpt
      .replace("/home/runner/work/shop/shop/", "/builds/acme/shop/")
      .replace("line 12", "line 31");
    expect(fingerprintOf({ ...PYTHON, excerpt: elsewhere })).toBe(fingerprintOf(PYTHON));
  });

  it("is the same for a flaky test that took longer, on another port and day", () => {
    const test = (time: string, took: string, port: number, id: string): FailureTraits => ({
      category: "test_failure",
      step: "Run npm test",
      excerpt: [
        `${time} FAIL src/checkout.test.ts > pays (${took})`,
        `Error: connect ECONNREFUSED 127.0.0.1:${port}`,
        `  request id "${id}"`,
      ].join("\n"),
    });
    expect(fingerprintOf(test("2026-11-24T03:00:00.123Z", "1.24s", 43_512, "req_8f2a9c01d4"))).toBe(
      fingerprintOf(test("2026-11-25T17:31:09Z", "830ms", 51_002, "req_77b1e0c93a")),
    );
  });

  it("differs by test, module, file, error code, step and category", () => {
    const differing: FailureTraits[] = [
      { ...PYTHON, excerpt: PYTHON.excerpt.replace("'json'", "'yaml'") },
      { ...PYTHON, excerpt: PYTHON.excerpt.replace("app/load.py", "app/save.py") },
      { ...PYTHON, step: "Run pytest" },
      { ...PYTHON, category: "compile" },
      { ...PYTHON, excerpt: "src/a.ts(3,1): error TS2304: Cannot find name 'x'." },
      { ...PYTHON, excerpt: "src/a.ts(3,1): error TS2305: Cannot find name 'x'." },
      { ...PYTHON, excerpt: "The process ended with exit code 137" },
      { ...PYTHON, excerpt: "The process ended with exit code 1" },
    ];
    const prints = [PYTHON, ...differing].map(fingerprintOf);
    expect(new Set(prints).size).toBe(prints.length);
  });

  it("is none where nothing tells the failure from another", () => {
    expect(fingerprintOf({ ...PYTHON, excerpt: "\n  ----\n" })).toBeNull();
  });
});
