import { describe, expect, it } from "vitest";
import { plainText, styledOutput, styledText } from "./styled-text.ts";

const ESC = "\u001b";

describe("terminal text in colours", () => {
  it("gives each part its style, and forgets it with a reset", () => {
    expect(styledText(`a${ESC}[1;31mb${ESC}[0mc${ESC}[92md${ESC}[me`)).toEqual([
      { text: "a", style: {} },
      { text: "b", style: { bold: true, colour: "red" } },
      { text: "c", style: {} },
      { text: "d", style: { colour: "green" } },
      { text: "e", style: {} },
    ]);
  });

  it("knows backgrounds, 256 colours and 24-bit colours, and goes on behind them", () => {
    const styles = (codes: string) => styledText(`${ESC}[${codes}mx`)[0]?.style;
    expect(styles("44;4")).toEqual({ back: "blue", underline: true });
    expect(styles("38;5;196;1")).toEqual({ colour: "red", bold: true });
    expect(styles("38;5;240")).toEqual({ colour: "grey" });
    expect(styles("38;2;20;200;30;3")).toEqual({ colour: "green", italic: true });
    expect(styles("48;2;250;240;10")).toEqual({ back: "yellow" });
    expect(styles("97")).toEqual({ colour: undefined });
    expect(styles("31;39;1;22")).toEqual({ colour: undefined, bold: false, dim: false });
  });

  it("drops every other code, and spells out what would not show or would reorder", () => {
    const hostile = `${ESC}]0;title\u0007a${ESC}[2J${ESC}[5Ab\u202ec\u0000${ESC}[3`;
    expect(plainText(styledText(hostile))).toBe("ab‹U+202E›c‹U+0000›");
  });

  it("drops titles, links, cursor movement and bracketed paste, also those that have not arrived whole", () => {
    const text = (raw: string) => plainText(styledText(raw));
    expect(text(`${ESC}]8;;javascript:alert(1)${ESC}\\link${ESC}]8;;${ESC}\\`)).toBe("link");
    expect(text(`${ESC}]8;;http://evil\u0007link${ESC}]8;;\u0007`)).toBe("link");
    expect(text(`a${ESC}[2J${ESC}[1;1H${ESC}[?2004h${ESC}[200~b${ESC}[201~${ESC}7${ESC}(Bc`)).toBe("abc");
    expect(text(`ok${ESC}]0;tit`)).toBe("ok");
  });

  it("lets no code that does not end hide the lines that follow", () => {
    expect(plainText(styledOutput(`a${ESC}]0;title\nb${ESC}P1;2\nc${ESC}[3\nd`))).toBe("a\nb\nc\nd");
  });

  it("leaves markup as it is", () => {
    expect(styledText("<script>x</script>")).toEqual([{ text: "<script>x</script>", style: {} }]);
  });
});

describe("terminal output in colours", () => {
  it("keeps what a line was last overwritten with, and the colours set before", () => {
    const parts = styledOutput(`10%\r${ESC}[32m50%\r100%${ESC}[0m\r\nnext\r${ESC}[K`);
    expect(parts).toEqual([
      { text: "100%", style: { colour: "green" } },
      { text: "\nnext", style: {} },
    ]);
  });
});
