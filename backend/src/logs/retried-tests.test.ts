import { describe, expect, it } from "vitest";
import { reduceLog } from "./reduce-log.ts";
import { asGitHubJob, readMarkedLog } from "./testing/marked-log.ts";

describe("a test that failed and passed when it ran again", () => {
  it.each([
    [
      "cargo-nextest",
      `
        PASS [   0.391s] blobd::route task_sorts
  TRY 1 FAIL [   0.501s] blobd::gc sweeps_expired
--- TRY 1 STDERR:        blobd::gc sweeps_expired ---
thread 'sweeps_expired' panicked at tests/gc.rs:12:5:
clock skew
  TRY 2 PASS [   0.411s] blobd::gc sweeps_expired
  TRY 2 FAIL [   0.088s] blobd::range suffix_range_past_end

--- TRY 2 STDERR:        blobd::range suffix_range_past_end ---
»thread 'suffix_range_past_end' panicked at tests/range.rs:64:5:
»assertion \`left == right\` failed
»  left: 500
» right: 416
        PASS [   1.334s] blobd::backoff sorts`,
    ],
    [
      "Playwright",
      `
  1) [chromium] › cart.spec.ts:4:5 › adds up ─────

    Error: page.goto: net::ERR_CONNECTION_REFUSED

»  2) [chromium] › shop.spec.ts:9:5 › pays ─────
»
»    Error: expect(received).toBe(expected)
»
»    Expected: 3
»    Received: 2

  1 failed
    [chromium] › shop.spec.ts:9:5 › pays ─────
  1 flaky
    [chromium] › cart.spec.ts:4:5 › adds up ─────
  8 passed (4.2s)`,
    ],
  ])("is no evidence: %s", (_, output) => {
    const { text, first } = readMarkedLog(asGitHubJob("run-tests", output));
    const { candidates } = reduceLog(text);
    expect(candidates[0]?.startLine).toBe(first);
    const flaky = text.split("\n").findIndex((line) => /clock skew|REFUSED/.test(line)) + 1;
    expect(candidates.filter(({ startLine, endLine }) => startLine <= flaky && endLine >= flaky)).toEqual([]);
  });
});
