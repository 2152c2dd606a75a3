import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./ensure-installed.mjs";

/** The line that says that the server takes requests. */
const READY = /Ready in/;

const folder = mkdtempSync(join(tmpdir(), "pipewright-start-"));
const clone = join(folder, "clone");
try {
  const { status } = spawnSync("git", ["clone", "--quiet", ROOT, clone], { stdio: "inherit" });
  if (status !== 0) process.exit(1);
  const rows = [];
  rows.push(["bare clone: npm start until ready", await timeStart()]);
  rows.push(["again: npm start until ready", await timeStart()]);
  rows.push(["npm run demo -- --yes, exit 0 only if proven", timeDemo()]);
  for (const [what, seconds] of rows) console.log(`${String(seconds).padStart(8)} s  ${what}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function environment() {
  return { ...process.env, PORT: "0", PIPEWRIGHT_DATA: join(folder, "data") };
}

/** Seconds until the server says that it is ready; it is then stopped. */
function timeStart() {
  const start = performance.now();
  const server = spawn("npm", ["start"], {
    cwd: clone,
    env: environment(),
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    let seconds;
    let text = "";
    server.stdout.on("data", (chunk) => {
      text += chunk;
      if (seconds !== undefined || !READY.test(text)) return;
      seconds = secondsSince(start);
      process.kill(-server.pid, "SIGTERM");
    });
    server.on("exit", () =>
      seconds === undefined ? reject(new Error(`npm start ended early:\n${text}`)) : resolve(seconds),
    );
  });
}

function timeDemo() {
  const start = performance.now();
  const { status, stdout } = spawnSync("npm", ["run", "demo", "--", "--yes"], {
    cwd: clone,
    env: environment(),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The demo ended with ${status}:\n${stdout}`);
  return secondsSince(start);
}

function secondsSince(start) {
  return ((performance.now() - start) / 1000).toFixed(1);
}
