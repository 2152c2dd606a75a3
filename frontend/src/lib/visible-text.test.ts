import { describe, expect, it } from "vitest";
import { visibleText } from "./visible-text.ts";

describe("text that a person approves", () => {
  it("keeps what can be read, in any script", () => {
    expect(visibleText("naïve 修复\n\tindented 👍")).toBe("naïve 修复\n\tindented 👍");
  });

  it("spells out what would hide or reorder it", () => {
    expect(visibleText("rm\u202E-x\u200B")).toBe("rm‹U+202E›-x‹U+200B›");
    expect(visibleText("a\u3164b\u115fc\u180bd\u{e0041}e\u{e0101}f\u{1d173}")).toBe(
      "a‹U+3164›b‹U+115F›c‹U+180B›d‹U+E0041›e‹U+E0101›f‹U+1D173›",
    );
    expect(visibleText("x\ufe0fy ☀\ufe0f")).toBe("x‹U+FE0F›y ☀\ufe0f");
    expect(visibleText("echo ok\r#\u001b[2K")).toBe("echo ok‹U+000D›#‹U+001B›[2K");
  });
});
