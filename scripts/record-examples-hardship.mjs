import { existsSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";

const MIB = 1024 * 1024;

/**
 * Makes the hardship that an example's `recording.json` asks for, for real:
 * `server` answers every request for one host name with one status, `smallDisk` is a file system of a few MiB,
 * `memoryMiB` a memory limit that the kernel enforces. `wrap` changes the command line, `end` takes it all back.
 */
export async function startHardship(recording, { workspace, home }) {
  const parts = [
    recording.server && (await startServer(recording.server, home)),
    recording.smallDisk && smallDisk(recording.smallDisk, workspace),
    recording.memoryMiB && memoryLimit(recording.memoryMiB),
  ].filter((part) => part !== undefined);
  return {
    wrap: (commandLine) => parts.reduce((inner, part) => part.wrap?.(inner) ?? inner, commandLine),
    end: async () => {
      for (const part of parts) await part.end?.();
    },
  };
}

/** A loopback server that curl takes for `host`: its configuration connects there, so the script needs no change. */
async function startServer({ host, status }, home) {
  const server = createServer((_request, response) => response.writeHead(status).end());
  await new Promise((resolve, reject) => server.on("error", reject).listen(0, "127.0.0.1", resolve));
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, ".curlrc"), `connect-to = "${host}:80:127.0.0.1:${server.address().port}"\n`);
  return { end: () => new Promise((resolve) => server.close(resolve)) };
}

/** Mounts a file system of `sizeMiB` over the folder, in a mount namespace that ends with the command. */
function smallDisk({ folder, sizeMiB }, workspace) {
  const mount = 'mkdir -p "$0" && mount -t tmpfs -o size="$1"m tmpfs "$0" && shift && exec "$@"';
  const asRoot = process.getuid() === 0 ? [] : ["--user", "--map-root-user"];
  const target = path.join(workspace, folder);
  return { wrap: (inner) => ["unshare", ...asRoot, "--mount", "sh", "-c", mount, target, String(sizeMiB), ...inner] };
}

/** Runs the command in a control group of its own; needs the right to make one, which root has. */
function memoryLimit(memoryMiB) {
  const unified = existsSync("/sys/fs/cgroup/cgroup.controllers");
  const group = path.join("/sys/fs/cgroup", unified ? "" : "memory", `pipewright-record-${process.pid}`);
  mkdirSync(group);
  writeFileSync(path.join(group, unified ? "memory.max" : "memory.limit_in_bytes"), String(memoryMiB * MIB));
  const swap = path.join(group, unified ? "memory.swap.max" : "memory.memsw.limit_in_bytes");
  if (existsSync(swap)) writeFileSync(swap, unified ? "0" : String(memoryMiB * MIB));
  return {
    wrap: (inner) => ["sh", "-c", 'echo $$ > "$0/cgroup.procs" && exec "$@"', group, ...inner],
    end: () => rmdirSync(group),
  };
}
