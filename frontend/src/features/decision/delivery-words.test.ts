import { describe, expect, it } from "vitest";
import { deliveryWords, fateWords } from "./delivery-words.ts";

describe("a delivery", () => {
  it("is called by what its link leads to", () => {
    expect(deliveryWords({ kind: "pull_request", number: 318 })).toBe("Pull request #318");
    expect(deliveryWords({ kind: "pull_request", number: 318, draft: true })).toBe("Pull request #318, draft");
    expect(deliveryWords({ kind: "rerun" })).toBe("The rerun");
    expect(deliveryWords({ kind: "comment" })).toBe("The comment");
  });

  it("tells what became of it once that is known", () => {
    expect(fateWords({ fate: "merged" })).toBe("merged");
    expect(fateWords({})).toBeUndefined();
  });
});
