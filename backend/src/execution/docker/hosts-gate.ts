import { errorMessage } from "@pipewright/contract/errors";
import type Docker from "dockerode";
import { GATE_LABEL, INSTANCE_LABEL, RUN_LABEL } from "./container-options.ts";
import { hasStatus } from "./docker-error.ts";
import { type HostsProxyOptions, startHostsProxy } from "./hosts-proxy.ts";
import { CannotRunError } from "./start-once.ts";

/** The only way out of a run whose policy names hosts: a network of its own without one, and a proxy at its edge. */
export interface HostsGate {
  network: string;
  /** `address:port` of the proxy; kept with the container, so that a later process opens the same one. */
  address: string;
  close(): Promise<void>;
}

interface GateInput extends Pick<HostsProxyOptions, "hosts" | "onRefused" | "lookup"> {
  runId: string;
  instanceId: string;
  /** The run's container, which bears the same name as its network. */
  name: string;
}

/** Opens the gate of a run; the one that its container was started with, when that is there. @throws CannotRunError */
export async function openHostsGate(docker: Docker, input: GateInput): Promise<HostsGate> {
  const { name, runId, instanceId, hosts, onRefused, lookup } = input;
  const host = await ensureNetwork(docker, name, { [RUN_LABEL]: runId, [INSTANCE_LABEL]: instanceId });
  const port = await formerPort(docker, name);
  try {
    const proxy = await startHostsProxy({ host, port, hosts, onRefused, ...(lookup && { lookup }) });
    return { network: name, address: `${host}:${proxy.port}`, close: proxy.close };
  } catch (error) {
    throw new CannotRunError(
      `The policy names hosts, and the proxy that lets only these through cannot listen at ${host}, where containers would find it (${errorMessage(error)}). The Docker engine must be on the machine that Pipewright runs on.`,
    );
  }
}

/** Removes the network of a run; it must have no container any more. */
export async function removeHostsNetwork(docker: Docker, name: string): Promise<void> {
  await docker
    .getNetwork(name)
    .remove()
    .catch((error: unknown) => {
      if (!hasStatus(error, 404) && !hasStatus(error, 403)) throw error;
    });
}

/** Our side's address in the network of this name, which is made when it is not there. */
async function ensureNetwork(docker: Docker, name: string, labels: Record<string, string>): Promise<string> {
  const network = docker.getNetwork(name);
  const found: unknown = await network.inspect().catch((error: unknown) => {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  });
  if (found === undefined) {
    await docker.createNetwork({ Name: name, Internal: true, CheckDuplicate: true, Labels: labels });
  }
  const { IPAM: ipam } = await network.inspect();
  const gateway: unknown = ipam?.Config?.[0]?.Gateway;
  if (typeof gateway === "string" && gateway !== "") return gateway;
  throw new CannotRunError("The policy names hosts, and the Docker engine gives its networks no address for us.");
}

/** Where the proxy listened when the container was made; 0 when it was not made yet. */
async function formerPort(docker: Docker, name: string): Promise<number> {
  try {
    const { Config: config } = await docker.getContainer(name).inspect();
    return Number(config.Labels[GATE_LABEL]?.split(":").at(-1) ?? 0);
  } catch (error) {
    if (hasStatus(error, 404)) return 0;
    throw error;
  }
}
