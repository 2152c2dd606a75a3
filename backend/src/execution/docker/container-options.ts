import type Docker from "dockerode";
import type { RunRequest } from "../executor.ts";

const INCIDENT_LABEL = "io.pipewright.incident";
export const RUN_LABEL = "io.pipewright.run";
export const INSTANCE_LABEL = "io.pipewright.instance";
/** `address:port` of the proxy that is the run's only way out. */
export const GATE_LABEL = "io.pipewright.gate";

/** The user that commands run as when the server itself is root. */
const UNPRIVILEGED_ID = 10_001;
/** A quota, since the engine refuses a number of CPUs that is more than the machine has. µs. */
const CPU_PERIOD_US = 100_000;
const TMP_OPTIONS = "rw,nosuid,nodev,exec,size=512m,mode=1777";
/** Two, since the engine loses its place in a log that is cut to nothing while it is read. */
const LOG_FILES = { "max-size": "16m", "max-file": "2" };

export interface RunUser {
  uid: number;
  gid: number;
}

export interface ContainerInput {
  request: RunRequest;
  image: string;
  name: string;
  instanceId: string;
  user: RunUser;
  /** The only way out, where the policy names hosts. */
  gate?: { network: string; address: string } | undefined;
}

/** Never root: the server's own user, or an unprivileged one when the server is root. */
export function runUser(): RunUser {
  const uid = process.getuid?.() ?? UNPRIVILEGED_ID;
  const gid = process.getgid?.() ?? UNPRIVILEGED_ID;
  return uid === 0 ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : { uid, gid };
}

/** A container that can write its workspace and /tmp, within the limits, and nothing else. */
export function containerOptions({
  request,
  image,
  name,
  instanceId,
  user,
  gate,
}: ContainerInput): Docker.ContainerCreateOptions {
  const { limits, network, incidentId, runId, workspace, command, env = {} } = request;
  const environment = { HOME: "/tmp", CI: "true", PYTHONDONTWRITEBYTECODE: "1", ...proxyVariables(gate), ...env };
  const way = gate?.network ?? (network ? "bridge" : "none");
  return {
    name,
    Image: image,
    Entrypoint: [],
    Cmd: ["sh", "-c", command],
    User: `${user.uid}:${user.gid}`,
    WorkingDir: "/workspace",
    Env: Object.entries(environment).map(([key, value]) => `${key}=${value}`),
    Labels: {
      [INCIDENT_LABEL]: incidentId,
      [RUN_LABEL]: runId,
      [INSTANCE_LABEL]: instanceId,
      ...(gate && { [GATE_LABEL]: gate.address }),
    },
    NetworkDisabled: !network,
    HostConfig: {
      Mounts: [{ Type: "bind", Source: workspace, Target: "/workspace" }],
      Tmpfs: { "/tmp": TMP_OPTIONS },
      ReadonlyRootfs: true,
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges"],
      PidsLimit: limits.pids,
      Memory: limits.memoryBytes,
      MemorySwap: limits.memoryBytes,
      CpuPeriod: CPU_PERIOD_US,
      CpuQuota: Math.round(limits.cpus * CPU_PERIOD_US),
      NetworkMode: way,
      // The proxy resolves names; asked directly, a resolver would carry words out.
      ...(gate && { Dns: ["127.0.0.1"] }),
      Init: true,
      LogConfig: { Type: "json-file", Config: LOG_FILES },
    },
  };
}

/** In both spellings, since programs differ in which they read. */
function proxyVariables(gate: ContainerInput["gate"]): Record<string, string> {
  if (gate === undefined) return {};
  const proxy = `http://${gate.address}`;
  const none = "localhost,127.0.0.1,::1";
  return {
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    NO_PROXY: none,
    http_proxy: proxy,
    https_proxy: proxy,
    no_proxy: none,
  };
}
