import Docker from "dockerode";

/** A client for the engine at `unix:///path` or `tcp://host:port`; without an address, for the local socket. */
export function connectDocker(dockerHost: string | undefined): Docker {
  if (dockerHost === undefined) return new Docker({ socketPath: "/var/run/docker.sock" });
  if (dockerHost.startsWith("unix://")) return new Docker({ socketPath: dockerHost.slice("unix://".length) });
  const { hostname, port, protocol } = new URL(dockerHost);
  return new Docker({
    host: hostname,
    port: Number(port || "2375"),
    protocol: protocol === "https:" ? "https" : "http",
  });
}
