import { spawn, spawnSync } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./ensure-installed.mjs";

const ENGINE_START_MS = 30_000;
const ENGINE_ASK_MS = 300;

/**
 * Brings what the tests need and the machine lacks, where that is possible without asking (apt, as root).
 * Returns the parts that stay missing, each with what is skipped and why.
 */
export async function prepareMachine() {
  const missing = [];
  const wanted = [
    { part: "Docker", packages: ["docker.io", "iptables"], there: () => which("dockerd") || engineAnswers() },
    { part: "Chromium", packages: ["chromium"], there: () => Boolean(chromiumPath()) },
    {
      part: "test images",
      packages: ["busybox-static", "debootstrap"],
      there: () => which("debootstrap") && which("busybox"),
    },
    // Where a service manager runs, the package would open the machine to the network.
    {
      part: "sshd",
      packages: existsSync("/run/systemd/system") ? [] : ["openssh-server"],
      there: () => existsSync("/usr/sbin/sshd") || existsSync("/usr/local/sbin/sshd"),
    },
  ];
  const toInstall = wanted.filter(({ there }) => !there()).flatMap(({ packages }) => packages);
  if (toInstall.length > 0) install(toInstall);
  for (const { part, there } of wanted)
    if (!there()) missing.push(`${part}: it is not installed and could not be installed here`);
  if (!(await startEngine()))
    missing.push("Docker: no engine answers and none could be started; the tests that need one are skipped");
  else spawnSync(process.execPath, [join(ROOT, "scripts", "make-test-images.mjs")], { cwd: ROOT, stdio: "inherit" });
  return missing;
}

export function chromiumPath() {
  return ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].map(which).find(Boolean);
}

function install(packages) {
  if (process.getuid?.() !== 0 || !which("apt-get")) return;
  console.log(`Installing ${packages.join(", ")} ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const quiet = { stdio: ["ignore", "ignore", "inherit"], env };
  spawnSync("apt-get", ["update", "-qq"], quiet);
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], quiet);
}

/** Starts an engine for the tests when none answers. It goes on after the tests, as a system service would. */
async function startEngine() {
  if (engineAnswers()) return true;
  if (process.getuid?.() !== 0 || !which("dockerd")) return false;
  console.log("Starting a Docker engine ...");
  const log = openSync(join(tmpdir(), "pipewright-dockerd.log"), "a");
  spawn("dockerd", [], { detached: true, stdio: ["ignore", log, log] }).unref();
  for (const end = Date.now() + ENGINE_START_MS; Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, ENGINE_ASK_MS));
    if (engineAnswers()) return true;
  }
  return false;
}

function engineAnswers() {
  return spawnSync("docker", ["info"], { stdio: "ignore", timeout: 10_000 }).status === 0;
}

function which(program) {
  const { status, stdout } = spawnSync("sh", ["-c", 'command -v "$1"', "sh", program], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}
