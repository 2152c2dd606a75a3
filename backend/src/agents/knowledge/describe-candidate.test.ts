import { describe, expect, it } from "vitest";
import { diagnoseLines } from "./testing/rule-examples.ts";

const title = (text: string): string => diagnoseLines(text).diagnosis.title;

describe("a title where no rule has a better one", () => {
  it("is a line that says something, not a bracket, a note or the place of an error alone", () => {
    expect(title("}\nnothing of it is there")).toBe("nothing of it is there");
    expect(title("npm error gyp info it worked if it ends with ok\nnpm error gyp ERR! build error")).toBe(
      "npm error gyp ERR! build error",
    );
    expect(title("src/Cart.hs:12:9: error: [GHC-88464]\n    Variable not in scope: totl")).toBe(
      "Variable not in scope: totl",
    );
    expect(title("src/Cart.hs:12:9: error: Variable not in scope")).toBe(
      "src/Cart.hs:12:9: error: Variable not in scope",
    );
  });

  it("takes no error number for a file", () => {
    expect(title("E: List directory /m/lists/partial is missing. - Acquire (2: No such file or directory)")).toBe(
      "`/m/lists/partial` does not exist",
    );
    expect(title("cat: notes2: No such file or directory")).toBe("`notes2` does not exist");
  });
});
