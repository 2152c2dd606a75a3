import { describe, expect, it } from "vitest";
import { cleanLine, cleanProse, findUnseenCharacter } from "./clean-text.ts";

describe("text from outside", () => {
  it.each<[string, string | undefined]>([
    ["plain\ttext\n", undefined],
    ["naïve 文字 ✓", undefined],
    ["a\u0000b", "U+0000"],
    ["a\u001b[31m", "U+001B"],
    ["a\u202eb", "U+202E"],
    ["a\u2066b", "U+2066"],
    ["a\u200bb", "U+200B"],
    ["a\u{e0041}b", "U+E0041"],
    ["a\rb", "U+000D"],
  ])("%j", (text, character) => {
    expect(findUnseenCharacter(text)).toBe(character);
  });

  it("is cut and cleaned", () => {
    expect(cleanLine(" a\n\u202eb ", 10)).toBe("a b");
    expect(cleanProse("abcdef", 3)).toBe("abc…");
  });
});
