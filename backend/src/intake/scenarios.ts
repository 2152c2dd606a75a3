import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { Category } from "@pipewright/contract/diagnosis";
import { errorMessage, NotFoundError, PipewrightError } from "@pipewright/contract/errors";
import { Scenario, type ScenarioSummary } from "@pipewright/contract/simulate";
import { z } from "zod";

/** The scenarios of an `examples/` folder, in the order of their ids. */
export interface ScenarioLibrary {
  list(): ScenarioSummary[];
  get(id: string): Scenario | undefined;
  /** The recorded log of the failing run. Throws NotFoundError for an unknown id. */
  log(id: string): Promise<string>;
  /** Absolute path of the repository at the failing commit. Throws NotFoundError for an unknown id. */
  repoDir(id: string): string;
}

/** Reads and validates every `scenario.json` once. Throws BrokenScenarioError, which names the file that is wrong. */
export function createScenarioLibrary(examplesDir: string): ScenarioLibrary {
  const root = path.resolve(examplesDir);
  const scenarios = new Map(scenarioFolders(root).map((folder) => [folder, readScenario(root, folder)]));

  // Only ids that were found on disk at start get a path, so a crafted id cannot leave the folder.
  const pathOf = (id: string, name: string): string => {
    if (!scenarios.has(id)) {
      throw new NotFoundError(`There is no scenario "${id}". Known: ${[...scenarios.keys()].join(", ") || "none"}.`);
    }
    return path.join(root, id, name);
  };

  return {
    list: () =>
      [...scenarios.values()].map(({ id, title, ecosystem, description }) => ({ id, title, ecosystem, description })),
    get: (id) => scenarios.get(id),
    log: async (id) => readFile(pathOf(id, LOG_FILE), "utf8"),
    repoDir: (id) => pathOf(id, REPO_FOLDER),
  };
}

/** A file under `examples/` is missing or does not hold what it should. */
export class BrokenScenarioError extends PipewrightError {
  readonly file: string;

  constructor(file: string, problem: string, options?: ErrorOptions) {
    super("broken_scenario", 500, `${file}: ${problem}`, options);
    this.file = file;
  }
}

const SCENARIO_FILE = "scenario.json";
const LOG_FILE = "failure.log";
const REPO_FOLDER = "repo";

function scenarioFolders(root: string): string[] {
  if (!existsSync(root)) throw new BrokenScenarioError(root, "there is no such folder of scenarios");
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => entry.name)
    .sort();
}

function readScenario(root: string, folder: string): Scenario {
  const file = path.join(root, folder, SCENARIO_FILE);
  const scenario = StoredScenario.safeParse(readJson(file));
  if (!scenario.success) throw new BrokenScenarioError(file, z.prettifyError(scenario.error));
  if (scenario.data.id !== folder) {
    throw new BrokenScenarioError(file, `the id "${scenario.data.id}" must be the name of its folder, "${folder}"`);
  }
  for (const name of [LOG_FILE, REPO_FOLDER]) {
    const needed = path.join(root, folder, name);
    if (!existsSync(needed)) throw new BrokenScenarioError(needed, "is missing; see README.md in the examples folder");
  }
  return scenario.data;
}

/** The contract leaves the category open to any word; what we ship must use one of ours. */
const StoredScenario = Scenario.extend({ expected: Scenario.shape.expected.extend({ category: Category }) });

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new BrokenScenarioError(file, errorMessage(error), { cause: error });
  }
}
