const ADDRESS = /\b(?:https?|git|ssh|ftps?|sftp|wss?|git\+https?|git\+ssh):\/\/[^\s"'`<>|)\\,;]+/gi;
/** `git@host:owner/name`. */
const SCP_ADDRESS = /(?<![\w/])[\w.-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63})+):(?!\d+\/?(?:\s|$))/g;

/** The hosts that a script names in addresses, each once. What it makes up while it runs is for the proxy to refuse. */
export function scriptHosts(script: string): string[] {
  const named = [...script.matchAll(ADDRESS)].map(([address]) => {
    const web = address.replace(/^[\w+]+:/, "https:");
    return URL.canParse(web) ? new URL(web).hostname : address;
  });
  return [...new Set([...named, ...[...script.matchAll(SCP_ADDRESS)].map(([, host = ""]) => host)])];
}
