import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/*
 * Makes the images that the Docker tests run commands in, out of the machine's own packages, so that no registry is needed.
 * What is there already is kept. Where an image cannot be made, a line says so and the tests that need it are skipped.
 */

/** Tests set RUN_IMAGE_PREFIX to it; the names after it are those of examples/<scenario>/scenario.json. */
const PREFIX = "pipewright-test/";
const BUSYBOX_IMAGE = `${PREFIX}busybox`;
/** One image under many names: each scenario needs only a part of it, and it is built once. */
const TOOLBOX_IMAGES = ["python:3.12-slim", "debian:12-slim", "gcc:13"].map((name) => PREFIX + name);
const NODE_IMAGE = `${PREFIX}node:20-slim`;
const TOOLBOX_SUITE = "bookworm";
const TOOLBOX_PACKAGES = ["python3", "git", "make", "ca-certificates"];
/** Not needed to run a command; without them the import is half as long. */
const TOOLBOX_LEFT_OUT = ["var/cache/apt", "var/lib/apt/lists", "usr/share/doc", "usr/share/man"];

const obstacle = findObstacle();
if (obstacle) skip(obstacle);
else {
  const workDir = mkdtempSync(join(tmpdir(), "pipewright-images-"));
  try {
    if (!hasImage(BUSYBOX_IMAGE)) makeBusybox(join(workDir, "busybox"));
    makeToolbox(join(workDir, "toolbox"));
    if (!hasImage(NODE_IMAGE)) makeNode(join(workDir, "node"));
  } catch (error) {
    skip(error.message);
  } finally {
    // A bootstrap that was broken off may have left /proc mounted.
    run("rm", ["-rf", "--one-file-system", workDir]);
  }
}

function findObstacle() {
  if (spawnSync("docker", ["info"], { stdio: "ignore", timeout: 10_000 }).status !== 0)
    return "no Docker engine answers";
  if (process.getuid?.() !== 0) return "only root can make them";
  const lacking = ["busybox", "debootstrap"].filter((program) => which(program) === undefined);
  return lacking.length > 0 ? `${lacking.join(" and ")} cannot be found` : undefined;
}

function skip(why) {
  console.warn(
    `\n*** SKIPPED: test images for Docker: ${why}. The tests that need a missing image are skipped too. ***\n`,
  );
}

function makeBusybox(root) {
  const program = which("busybox");
  const bin = join(root, "bin");
  mkdirSync(bin, { recursive: true });
  mkdirSync(join(root, "tmp"));
  chmodSync(join(root, "tmp"), 0o1777);
  cpSync(realpathSync(program), join(bin, "busybox"));
  for (const applet of run(program, ["--list"]).split("\n"))
    if (applet !== "" && applet !== "busybox") symlinkSync("busybox", join(bin, applet));
  importImage(root, BUSYBOX_IMAGE);
}

function makeToolbox(root) {
  const there = TOOLBOX_IMAGES.find(hasImage);
  if (there === undefined) {
    console.log(`Making ${TOOLBOX_IMAGES[0]} from Debian packages (once, a minute or two) ...`);
    const include = `--include=${TOOLBOX_PACKAGES.join(",")}`;
    run("debootstrap", ["--variant=minbase", include, TOOLBOX_SUITE, root, debianMirror()]);
    for (const path of TOOLBOX_LEFT_OUT) rmSync(join(root, path), { recursive: true, force: true });
    importImage(root, TOOLBOX_IMAGES[0]);
  }
  const source = there ?? TOOLBOX_IMAGES[0];
  for (const image of TOOLBOX_IMAGES) if (!hasImage(image)) run("docker", ["tag", source, image]);
}

/** The toolbox with this machine's own Node and npm laid over it: Debian's npm would take minutes to install. */
function makeNode(root) {
  const npm = which("npm");
  if (npm === undefined) throw new Error("npm cannot be found");
  const bin = join(root, "usr/local/bin");
  const modules = join(root, "usr/local/lib/node_modules");
  for (const dir of [bin, modules]) mkdirSync(dir, { recursive: true });
  cpSync(realpathSync(process.execPath), join(bin, "node"));
  cpSync(dirname(dirname(realpathSync(npm))), join(modules, "npm"), { recursive: true });
  symlinkSync("../lib/node_modules/npm/bin/npm-cli.js", join(bin, "npm"));
  const container = run("docker", ["create", TOOLBOX_IMAGES[0], "true"]).trim();
  try {
    run("docker", ["cp", `${root}/.`, `${container}:/`]);
    run("docker", ["commit", container, NODE_IMAGE]);
  } finally {
    run("docker", ["rm", container]);
  }
  // Where the machine's C library is newer than the toolbox's, its Node does not start there.
  const { status } = spawnSync("docker", ["run", "--rm", "--network=none", NODE_IMAGE, "npm", "--version"]);
  if (status === 0) return;
  run("docker", ["rmi", NODE_IMAGE]);
  throw new Error("this machine's Node does not start in the toolbox");
}

/** The mirror that the machine's own apt uses. */
function debianMirror() {
  const format = ["--format", "$(SITE) $(RELEASE) $(COMPONENT)", "Created-By: Packages"];
  const targets = run("apt-get", ["indextargets", ...format])
    .split("\n")
    .map((line) => line.split(" "));
  const main = targets.filter(([, , component]) => component === "main");
  const [site] = main.find(([, release]) => release === TOOLBOX_SUITE) ?? main[0] ?? [];
  if (site === undefined) throw new Error("apt has no Debian mirror");
  return site;
}

function importImage(root, image) {
  const started = Date.now();
  const pipe = 'tar -C "$1" --one-file-system -c . | docker import --change "ENV PATH=$3" - "$2"';
  const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  run("sh", ["-c", pipe, "sh", root, image, path]);
  console.log(`Imported ${image} in ${Math.round((Date.now() - started) / 1000)} s`);
}

function hasImage(image) {
  return spawnSync("docker", ["image", "inspect", image], { stdio: "ignore" }).status === 0;
}

function which(program) {
  const { status, stdout } = spawnSync("sh", ["-c", 'command -v "$1"', "sh", program], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** Runs a program and returns what it printed. @throws with the end of its complaint when it fails */
function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (status === 0) return stdout;
  const complaint = error?.message ?? `${stdout}${stderr}`.trim().split("\n").slice(-2).join(" / ");
  throw new Error(`${program} failed: ${complaint}`);
}
