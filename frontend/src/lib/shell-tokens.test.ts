import { describe, expect, it } from "vitest";
import { type ShellTokenKind, shellTokens } from "./shell-tokens.ts";

/** Every piece of this kind, in order. */
function pieces(script: string, kind: ShellTokenKind): string[] {
  return shellTokens(script)
    .flat()
    .filter((token) => token.kind === kind)
    .map(({ text }) => text);
}

function joined(script: string): string {
  return shellTokens(script)
    .map((line) => line.map(({ text }) => text).join(""))
    .join("\n");
}

describe("the pieces of a shell script", () => {
  it("are comments, strings, variables and keywords", () => {
    const script = 'set -eu\nif [ -d "$dir" ]; then # tidy\n  rm -rf \'a b\' $HOME "x"\nfi\n';
    expect(pieces(script, "keyword")).toEqual(["set", "if", "then", "fi"]);
    expect(pieces(script, "comment")).toEqual(["# tidy"]);
    expect(pieces(script, "string")).toEqual(['"$dir"', "'a b'", '"x"']);
    expect(pieces(script, "variable")).toEqual(["$HOME"]);
  });

  it("take a word for a keyword only where a command may begin", () => {
    expect(pieces("echo if then; done", "keyword")).toEqual(["done"]);
    expect(pieces("a && while b | do", "keyword")).toEqual(["while", "do"]);
  });

  it("take a number sign within a word for what it is", () => {
    expect(pieces("echo a#b $#", "comment")).toEqual([]);
  });

  it("go over several lines in a string and in a here-document", () => {
    expect(shellTokens("echo 'a\nb'")).toHaveLength(2);
    const script = "cat > x <<'END'\nif #1\nEND\nif true\n";
    expect(pieces(script, "string")).toEqual(["if #1", "END"]);
    expect(pieces(script, "keyword")).toEqual(["if"]);
  });

  it.each([
    "",
    "'",
    '"\\',
    "<<",
    "<<A",
    "<<A\n",
    "$",
    "${",
    "a \\\n b",
    "`x`\n\n",
    "\r\n\t#",
    "<<A <<B\n1\nA\n2\nB\nx",
  ])("are the script again when joined: %j", (script) => {
    expect(joined(script)).toBe(script);
  });

  it("are found in a time that grows with the length alone", () => {
    const startedMs = performance.now();
    for (const part of ["${", "<<", "'\"", "a#", "$(", "\\"]) shellTokens(part.repeat(100_000 / part.length));
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });
});
