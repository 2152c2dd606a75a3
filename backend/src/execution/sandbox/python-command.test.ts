import { describe, expect, it } from "vitest";
import { parsePythonCall } from "./python-command.ts";

describe("parsePythonCall", () => {
  it.each([
    [["app.py", "-x", "1"], { kind: "file", target: "app.py", args: ["-x", "1"] }],
    [["-u", "-W", "error", "app.py"], { kind: "file", target: "app.py", args: [] }],
    [["-Werror", "-Xdev", "app.py"], { kind: "file", target: "app.py", args: [] }],
    [["-m", "unittest", "-v"], { kind: "module", target: "unittest", args: ["-v"] }],
    [["-B", "-c", "print(1)", "a"], { kind: "code", target: "print(1)", args: ["a"] }],
  ])("reads %j", (args, call) => {
    expect(parsePythonCall(args)).toEqual(call);
  });

  it.each([[["--version"]], [["-V"]], [["-"]], [[]], [["-c"]], [["-m"]]])("leaves %j to Python", (args) => {
    expect(parsePythonCall(args)).toBeUndefined();
  });
});
