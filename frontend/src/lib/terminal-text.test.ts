import { describe, expect, it } from "vitest";
import { terminalText } from "./terminal-text.ts";

describe("terminal output as text", () => {
  it("drops colours, cursor movement, titles and links", () => {
    expect(terminalText("\u001b[31mFAIL\u001b[0m\u001b[2K test")).toBe("FAIL test");
    expect(terminalText("\u001b]0;title\u0007a\u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\")).toBe("alink");
  });

  it("keeps what a line was last overwritten with", () => {
    expect(terminalText("10%\r50%\r100%\ndone\r\n")).toBe("100%\ndone\n");
  });

  it("drops an escape code that has not arrived whole", () => {
    expect(terminalText("ok\u001b[3")).toBe("ok");
    expect(terminalText("ok\u001b]0;tit")).toBe("ok");
  });

  it("drops bells, nulls and direction marks", () => {
    expect(terminalText("a\u0007b\u0000c\u202Ed\te")).toBe("abcd\te");
  });
});
