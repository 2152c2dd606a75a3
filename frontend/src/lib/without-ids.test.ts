import { describe, expect, it } from "vitest";
import { withoutIds } from "./without-ids.ts";

describe("a text that names incidents by their ids", () => {
  it("is told in words", () => {
    expect(withoutIds("Last fixed by the script of incident 665aa1b2c3d4e5f601234567, green")).toBe(
      "Last fixed by the script of an earlier incident, green",
    );
  });

  it("is left alone where what looks like one is not", () => {
    expect(withoutIds("incident 42 and commit 665aa1b2c3d4e5f601234567")).toBe(
      "incident 42 and commit 665aa1b2c3d4e5f601234567",
    );
  });
});
