import { describe, expect, it } from "vitest";
import { effortWords } from "./effort-words.ts";

describe("the effort behind an entry of the timeline", () => {
  it("is how long a step took", () => {
    expect(effortWords({ kind: "step.proposed", data: { durationMs: 41_000 } })).toEqual(["took 41 s"]);
  });

  it("is which try did not work", () => {
    expect(effortWords({ kind: "step.retry", data: { attempts: 2 } })).toEqual(["try 2"]);
  });

  it("is not told of what is no step, or was not measured", () => {
    expect(effortWords({ kind: "approval.answered", data: { durationMs: 5 } })).toEqual([]);
    expect(effortWords({ kind: "incident.received" })).toEqual([]);
  });
});
