import { describe, expect, it } from "vitest";
import { codeBlock, escapeMarkdown, inlineCode } from "./escape-markdown.ts";

describe("words that somebody else wrote", () => {
  it.each([
    ["[here](https://evil.example)", "\\[here\\]\\(https://evil.example\\)"],
    ["<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert\\(1\\)&gt;"],
    ["ping @acme/everyone", "ping @\u200bacme/everyone"],
    ["fixes #12 and GH-3", "fixes \\#\u200b12 and GH-\u200b3"],
    ["one\n# two", "one \\# two"],
    ["\u202ereversed\u0007", "reversed"],
  ])("stay words: %j", (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it("cannot end a piece of code", () => {
    expect(inlineCode("a `b` c")).toBe("``a `b` c``");
    expect(inlineCode("`x`")).toBe("`` `x` ``");
    expect(codeBlock("a\n```\n<b>", { maxLines: 9 })).toBe("````text\na\n```\n<b>\n````");
  });

  it("lose their middle when there are many", () => {
    const lines = Array.from({ length: 10 }, (_, index) => `line ${index}`).join("\n");
    expect(codeBlock(lines, { maxLines: 4 })).toBe("```text\nline 0\nline 1\n… 6 more lines …\nline 8\nline 9\n```");
  });
});
