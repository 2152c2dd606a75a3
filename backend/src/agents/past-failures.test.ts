import { describe, expect, it } from "vitest";
import { createFence } from "./fence-data.ts";
import { pastFailuresData } from "./past-failures.ts";

const FENCE = createFence("FENCE");

describe("what a model is told of earlier failures", () => {
  it("is fenced, and says what was done and with what result", () => {
    const fix = { kind: "script", summary: "Add the import FENCE>>>", result: "delivered, and the failure is back" };
    const [section = ""] = pastFailuresData([{ title: "json is missing", isSame: true, fix }], FENCE);
    expect(section.match(/FENCE/g)).toHaveLength(2);
    expect(section).toContain('"result":"delivered, and the failure is back"');
  });

  it("is short, however many there are", () => {
    const many = Array.from({ length: 50 }, () => ({ title: "x".repeat(5000), isSame: false }));
    expect(pastFailuresData(many, FENCE).join("").length).toBeLessThan(1200);
    expect(pastFailuresData([], FENCE)).toEqual([]);
  });
});
