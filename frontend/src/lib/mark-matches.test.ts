import { describe, expect, it } from "vitest";
import { countMatches, markMatches } from "./mark-matches.ts";
import { styledText } from "./styled-text.ts";

const shown = (text: string, searched: string) =>
  markMatches(styledText(text), searched)
    .map(({ text, match }) => (match === undefined ? text : `[${text}]`))
    .join("|");

describe("what was searched for in a text", () => {
  it("is marked wherever it stands, in any case", () => {
    expect(shown("Error: an error", "error")).toBe("[Error]|: an |[error]");
    expect(shown("aaa", "a")).toBe("[a]|[a]|[a]");
    expect(shown("nothing", "x")).toBe("nothing");
    expect(shown("all", "")).toBe("all");
  });

  it("is marked across a change of colour", () => {
    expect(shown("an \u001b[31mErr\u001b[1mor\u001b[0m here", "n error")).toBe("a|[n ]|[Err]|[or]| here");
  });

  it("is counted, a match in two colours once", () => {
    const text = "\u001b[31mErr\u001b[1mor\u001b[0m error";
    expect(markMatches(styledText(text), "error").map(({ match }) => match)).toEqual([0, 0, undefined, 1]);
    expect(countMatches("error error", "error")).toBe(2);
  });

  it("is taken as it is, not as a pattern", () => {
    expect(shown("a.b axb (a|b)*", "a.b")).toBe("[a.b]| axb (a|b)*");
    expect(countMatches("(((", "(")).toBe(3);
  });
});
