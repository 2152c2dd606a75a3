const ADDRESS = /\b(?:https?|git|ssh|ftps?|sftp|wss?|git\+https?|git\+ssh):\/\/[^\s"'`<>|)\\,;]+/gi;
/** `git@host:owner/name`. */
const SCP_ADDRESS = /(?<![\w/])[\w.-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63})+):(?!\d+\/?(?:\s|$))/g;
const HOST = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])$/;
const OWN = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The hosts that a script names in addresses, each once, without the machine that it runs on. What it makes up while it runs
 * is for the proxy to refuse.
 */
export function scriptHosts(script: string): string[] {
  const addresses = [...script.matchAll(ADDRESS)].map(([address]) => address.replace(/^[\w+]+:/, "https:"));
  const hosts = addresses.filter((address) => URL.canParse(address)).map((address) => new URL(address).hostname);
  const copied = [...script.matchAll(SCP_ADDRESS)].map(([, host = ""]) => host.toLowerCase());
  return [...new Set([...hosts, ...copied])].filter((host) => HOST.test(host) && !OWN.has(host));
}
