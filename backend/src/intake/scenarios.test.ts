import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { NotFoundError } from "@pipewright/contract/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BrokenScenarioError, createScenarioLibrary } from "./scenarios.ts";

describe("the scenario library", () => {
  let examples: string;
  beforeEach(() => {
    examples = mkdtempSync(path.join(os.tmpdir(), "pipewright-scenarios-"));
  });
  afterEach(() => rmSync(examples, { recursive: true }));

  it("lists the scenarios by id with what a visitor needs to choose one", () => {
    writeScenario("shell-crlf");
    writeScenario("go-sum-missing");
    writeFileSync(path.join(examples, "README.md"), "Not a scenario.");
    expect(createScenarioLibrary(examples).list()).toEqual([
      { id: "go-sum-missing", title: "A title", ecosystem: "shell", description: "What is wrong." },
      { id: "shell-crlf", title: "A title", ecosystem: "shell", description: "What is wrong." },
    ]);
  });

  it("gives a scenario, its recorded log and its repository", async () => {
    writeScenario("shell-crlf");
    const library = createScenarioLibrary(examples);
    expect(library.get("shell-crlf")?.command).toBe("./scripts/check.sh");
    expect(await library.log("shell-crlf")).toBe("##[error]Process completed with exit code 1.\n");
    expect(library.repoDir("shell-crlf")).toBe(path.join(examples, "shell-crlf", "repo"));
  });

  it("knows nothing outside of its folder", async () => {
    writeScenario("shell-crlf");
    const library = createScenarioLibrary(path.join(examples));
    for (const id of ["../shell-crlf", "shell-crlf/../shell-crlf", "/etc", "", "__proto__", "shell-crlf/repo"]) {
      expect(library.get(id)).toBeUndefined();
      expect(() => library.repoDir(id)).toThrow(NotFoundError);
      await expect(library.log(id)).rejects.toThrow(NotFoundError);
    }
  });

  it.each([
    ["is not JSON", "{", "scenario.json: "],
    ["lacks a field", JSON.stringify({ ...scenario("shell-crlf"), command: undefined }), "command"],
    ["is named otherwise", JSON.stringify(scenario("shell-lf")), 'the id "shell-lf" must be the name of its folder'],
    [
      "expects an unknown category",
      JSON.stringify({ ...scenario("shell-crlf"), expected: { category: "bad luck", fix: "manual" } }),
      "expected.category",
    ],
  ])("names the file that %s", (_problem, content, message) => {
    writeScenario("shell-crlf");
    const file = path.join(examples, "shell-crlf", "scenario.json");
    writeFileSync(file, content);
    expect(() => createScenarioLibrary(examples)).toThrow(BrokenScenarioError);
    expect(() => createScenarioLibrary(examples)).toThrow(file);
    expect(() => createScenarioLibrary(examples)).toThrow(message);
  });

  it.each(["failure.log", "repo"])("names a missing %s", (name) => {
    writeScenario("shell-crlf");
    rmSync(path.join(examples, "shell-crlf", name), { recursive: true });
    expect(() => createScenarioLibrary(examples)).toThrow(`${path.join(examples, "shell-crlf", name)}: is missing`);
  });

  it("says when the folder itself is missing", () => {
    expect(() => createScenarioLibrary(path.join(examples, "elsewhere"))).toThrow("there is no such folder");
  });

  it("reads what the project ships", () => {
    const shipped = createScenarioLibrary(path.resolve(import.meta.dirname, "../../../examples"));
    expect(shipped.list().length).toBeGreaterThanOrEqual(14);
  });

  function writeScenario(id: string) {
    mkdirSync(path.join(examples, id, "repo"), { recursive: true });
    writeFileSync(path.join(examples, id, "scenario.json"), JSON.stringify(scenario(id)));
    writeFileSync(path.join(examples, id, "failure.log"), "##[error]Process completed with exit code 1.\n");
  }
});

function scenario(id: string) {
  return {
    id,
    title: "A title",
    ecosystem: "shell",
    description: "What is wrong.",
    command: "./scripts/check.sh",
    image: "debian:12-slim",
    commitMessage: "Check the menus",
    expected: { category: "configuration", fix: "script" },
  };
}
