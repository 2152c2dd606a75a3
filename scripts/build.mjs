import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROOT, run } from "./ensure-installed.mjs";

const BUILT = join(ROOT, "frontend", "dist", "index.html");

/** Compiles the server, and the console when a source of it is newer than what was built. */
export function build() {
  run(
    process.execPath,
    [bin("typescript-7", "bin/tsc"), "-b", "contract", "backend"],
    "The server could not be compiled.",
  );
  const sources = [
    "frontend/src",
    "frontend/index.html",
    "frontend/vite.config.ts",
    "contract/src",
    "package-lock.json",
  ];
  if (existsSync(BUILT) && newest(sources) <= statSync(BUILT).mtimeMs) return;
  console.log("Building the console ...");
  run("npm", ["run", "build", "--silent", "-w", "@pipewright/frontend"], "The console could not be built.");
}

function bin(name, path) {
  return join(ROOT, "node_modules", name, path);
}

function newest(paths) {
  return Math.max(...paths.map((path) => newestIn(join(ROOT, path))));
}

function newestIn(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}
