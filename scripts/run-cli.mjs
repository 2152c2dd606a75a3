import { spawn } from "node:child_process";
import { join } from "node:path";
import { build } from "./build.mjs";
import { ensureInstalled, ROOT } from "./ensure-installed.mjs";

/** Installs and builds what is missing, then runs `pipewright <args>` in the foreground and ends as it ends. */
export function runCli(args) {
  ensureInstalled();
  build();
  const child = spawn(process.execPath, [join(ROOT, "backend", "bin", "pipewright.mjs"), ...args], {
    cwd: ROOT,
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
