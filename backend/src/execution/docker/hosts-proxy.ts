import { type lookup as DnsLookup, lookup as resolve } from "node:dns";
import { BlockList, isIPv6, type LookupFunction } from "node:net";
import { allowsHost } from "@pipewright/contract/host-rule";
import { RequestError, Server } from "proxy-chain";

export interface HostsProxyOptions {
  /** Address and port to listen on; port 0 takes any. */
  host: string;
  port: number;
  /** The only hosts that are let through, as a policy names them. */
  hosts: readonly string[];
  /** Told of each host that was refused, the first time. */
  onRefused(host: string): void;
  lookup?: LookupFunction | undefined;
}

export interface HostsProxy {
  port: number;
  close(): Promise<void>;
}

/** An HTTP and CONNECT proxy that lets only these hosts through; it reads nothing of what is encrypted. @throws when it cannot listen */
export async function startHostsProxy(options: HostsProxyOptions): Promise<HostsProxy> {
  const { host, port, hosts, onRefused, lookup = lookupBeyondHere } = options;
  const refused = new Set<string>();
  // The library asks for every form of `dns.lookup`; sockets call this one alone.
  const dnsLookup = lookup as typeof DnsLookup;
  const server = new Server({
    host,
    port,
    verbose: false,
    prepareRequestFunction({ hostname }) {
      if (allowsHost(hosts, hostname)) return { dnsLookup };
      if (!refused.has(hostname)) {
        refused.add(hostname);
        onRefused(hostname);
      }
      throw new RequestError(`${hostname} is not among the hosts that the repository's policy names`, 403);
    },
  });
  await server.listen();
  return { port: server.port, close: () => server.close(true) };
}

/** Addresses that no name of a policy may stand for: this machine itself, and the services of a cloud beside it. */
const OWN_ADDRESSES = new BlockList();
OWN_ADDRESSES.addSubnet("0.0.0.0", 8, "ipv4");
OWN_ADDRESSES.addSubnet("127.0.0.0", 8, "ipv4");
OWN_ADDRESSES.addSubnet("169.254.0.0", 16, "ipv4");
OWN_ADDRESSES.addAddress("::", "ipv6");
OWN_ADDRESSES.addAddress("::1", "ipv6");
OWN_ADDRESSES.addSubnet("fe80::", 10, "ipv6");

/** As `dns.lookup`, but a name that stands for this machine is not found. */
const lookupBeyondHere: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    const addresses = (found ?? []).filter(({ address }) => !isOwnAddress(address));
    const [first] = addresses;
    if (error) callback(error, "");
    else if (first === undefined) callback(new Error(`${hostname} stands for this machine itself`), "");
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

function isOwnAddress(address: string): boolean {
  return OWN_ADDRESSES.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}
