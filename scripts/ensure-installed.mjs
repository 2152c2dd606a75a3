import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];
const STAMP = join(ROOT, "node_modules", ".pipewright-installed");

/** Installs the packages that package-lock.json names, unless they are there already. Ends the process when it cannot. */
export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    stop(`Pipewright needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
  }
  const wanted = createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .update(process.versions.modules)
    .digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  console.log("Installing packages (first start, or package-lock.json has changed) ...");
  // Not `npm ci`: it refuses a lock file that lacks the optional packages of platforms which the one who wrote it could not reach.
  run(
    "npm",
    ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
    "The packages could not be installed.",
  );
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wanted);
}

/** Runs a program in the repository's root with its output shown; ends the process with `hint` when it fails. */
export function run(program, args, hint) {
  const { status, error } = spawnSync(program, args, {
    cwd: ROOT,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) stop(`${hint}${error ? ` (${error.message})` : ""} The command was: ${program} ${args.join(" ")}`);
}

export function stop(message) {
  console.error(`\n${message}`);
  process.exit(1);
}
