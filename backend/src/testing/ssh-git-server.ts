import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";

const SSHD = ["/usr/sbin/sshd", "/usr/local/sbin/sshd"].find(existsSync);
/** sshd wants it when it is started by root; a service manager would have made it. */
const PRIVILEGE_FOLDER = "/run/sshd";

/** Why no server can be had here; undefined where one can. */
export const NO_SSHD = SSHD === undefined ? "openssh-server is not installed" : undefined;

export interface SshGitServer extends AsyncDisposable {
  /** Of the root folder, without a path. */
  url: string;
  /** The environment by which git knows the server and is known to it. */
  environment(wish?: { key?: "known" | "unknown"; host?: "known" | "unknown" }): Record<string, string>;
}

/** The real sshd on a free port, with keys and settings of its own in this folder. */
export async function startSshGitServer(scratch: string): Promise<SshGitServer> {
  if (SSHD === undefined) throw new Error(NO_SSHD);
  const at = (name: string) => join(scratch, name);
  for (const name of ["host", "known", "unknown"])
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", at(name)]);
  const port = await findPort();
  writeFileSync(at("known_hosts"), `[127.0.0.1]:${port} ${readFileSync(at("host.pub"), "utf8")}`);
  writeFileSync(at("sshd_config"), configOf(port, at));
  if (process.getuid?.() === 0) mkdirSync(PRIVILEGE_FOLDER, { recursive: true });
  const child = spawn(SSHD, ["-D", "-e", "-f", at("sshd_config")], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (piece: Buffer) => {
      said += piece;
      if (said.includes("Server listening")) resolve();
    });
    child.once("close", () => reject(new Error(`sshd ended: ${said}`)));
  });
  return {
    url: `ssh://${userInfo().username}@127.0.0.1:${port}`,
    environment: ({ key = "known", host = "known" } = {}) => ({
      GIT_SSH_COMMAND: [
        "ssh -F none -o IdentitiesOnly=yes -o IdentityAgent=none",
        `-o GlobalKnownHostsFile=none -i ${at(key)}`,
        `-o UserKnownHostsFile=${host === "known" ? at("known_hosts") : at("no_hosts")}`,
      ].join(" "),
    }),
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

function configOf(port: number, at: (name: string) => string): string {
  return [
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${at("host")}`,
    `PidFile ${at("sshd.pid")}`,
    `AuthorizedKeysFile ${at("known.pub")}`,
    "StrictModes no",
    "UsePAM no",
    "PermitRootLogin prohibit-password",
    "PasswordAuthentication no",
    "KbdInteractiveAuthentication no",
    "",
  ].join("\n");
}

/** sshd cannot choose a port by itself. */
async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("There is no free port");
  return address.port;
}
