import { describe, expect, it } from "vitest";
import { visibleText } from "./visible-text.ts";

describe("text that a person approves", () => {
  it("keeps what can be read, in any script", () => {
    expect(visibleText("naïve 修复\n\tindented 👍")).toBe("naïve 修复\n\tindented 👍");
  });

  it("spells out what would hide or reorder it", () => {
    expect(visibleText("rm\u202E-x\u200B")).toBe("rm‹U+202E›-x‹U+200B›");
    expect(visibleText("echo ok\r#\u001b[2K")).toBe("echo ok‹U+000D›#‹U+001B›[2K");
  });
});
