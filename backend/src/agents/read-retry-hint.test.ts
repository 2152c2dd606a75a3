import { describe, expect, it } from "vitest";
import { readRetryAfter, readRetryWords } from "./read-retry-hint.ts";

describe("what a model says about when to ask again", () => {
  it.each<[string, number | undefined]>([
    ["Please retry in 12.5s.", 12_500],
    ["Please try again in 20s. Visit the console", 20_000],
    ["Rate limit reached. Please try again in 1m20s.", 80_000],
    ["try again in 850ms", 850],
    ["retry after 3 seconds", 3000],
    ["Retrying in 2 minutes", 120_000],
    ['{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"17s"}', 17_000],
    ['{"retryDelay": "34.074824224s"}', 34_075],
    ["please wait", undefined],
    ["retry in a moment", undefined],
    ["in 20s it was over", undefined],
  ])("%s", (words, ms) => {
    expect(readRetryWords(words)).toBe(ms);
  });

  it.each<[string | undefined, number | undefined]>([
    ["7", 7000],
    ["0.5", 500],
    ["Sat, 01 Mar 2025 12:00:30 GMT", 30_000],
    ["Sat, 01 Mar 2025 11:00:00 GMT", 0],
    ["soon", undefined],
    [undefined, undefined],
  ])("Retry-After: %s", (header, ms) => {
    expect(readRetryAfter(header, new Date("2025-03-01T12:00:00Z"))).toBe(ms);
  });
});
