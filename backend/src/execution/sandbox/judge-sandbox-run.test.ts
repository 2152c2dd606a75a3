import { describe, expect, it } from "vitest";
import { whyNotRunnable } from "./judge-sandbox-run.ts";

function why(exitCode: number, output: string, ...missing: string[]) {
  return whyNotRunnable({ exitCode, output, missing: new Set(missing) });
}

describe("whyNotRunnable", () => {
  it("names the programs that are missing", () => {
    expect(why(127, "bash: npm: command not found\n", "npm")).toBe(
      "npm is not in the embedded sandbox; connect Docker to run it",
    );
    expect(why(1, "", "go", "node")).toBe("go, node are not in the embedded sandbox; connect Docker to run it");
  });

  it("does not believe a success that went on past a missing program", () => {
    expect(why(0, "bash: npm: command not found\nok\n", "npm")).toContain("npm is not");
    expect(why(0, "", "/dev/urandom")).toContain("/dev/urandom is not");
  });

  it("lets a script look for a program and do without it", () => {
    expect(why(0, "no docker, going on\n", "docker")).toBeUndefined();
  });

  it("leaves a failure of the command's own to the command", () => {
    expect(why(127, "bash: buidl: command not found\n")).toBeUndefined();
    expect(why(3, "HTTP 429: rate limit exceeded\n")).toBeUndefined();
    expect(why(2, "deploy: unknown option --fast\n")).toBeUndefined();
  });

  it.each([
    ["OSError: [Errno 138] emscripten does not support processes.", /starts other programs/],
    ["RuntimeError: can't start new thread", /starts threads/],
    ["Traceback ...\nMemoryError\n", /more memory/],
    ["bash: maximum recursion depth (100) exceeded, increase executionLimits.maxCallDepth", /reached a limit/],
    ["xargs: invalid option -- 'P'", /does not know an option \(xargs: invalid option -- 'P'\)/],
  ])("knows what the sandbox cannot by: %s", (output, reason) => {
    expect(why(1, output)).toMatch(reason);
  });
});
