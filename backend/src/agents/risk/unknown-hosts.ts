import { FINDINGS, type Finding, found } from "./finding.ts";
import { isKnownHost } from "./known-hosts.ts";

const ADDRESS = /\b(?:https?|git|ssh|ftps?|sftp|wss?|git\+https?|git\+ssh):\/\/[^\s"'`<>|)\\,;]+/gi;
/** `git@host:owner/name`, `user@host:path`. */
const SCP_ADDRESS = /(?<![\w/])[\w.-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63})+):(?!\d+\/?(?:\s|$))/g;
/** `evil.example/x`: what a fetcher takes for an address without a scheme. */
const BARE_ADDRESS = /^([\w-]+(?:\.[\w-]+)*\.[a-z]{2,}|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?(?:\/|$)/i;
const NOT_A_HOST = "an address that cannot be read";

/** The hosts in a text that builds do not commonly speak to, each found once. */
export function unknownHosts(text: string, where: string): Finding[] {
  const hosts = [...addressHosts(text), ...[...text.matchAll(SCP_ADDRESS)].map(([, host = ""]) => host)];
  return findingsOf(hosts, where);
}

/** The same in the words of a command that takes addresses without a scheme. */
export function unknownBareHosts(words: readonly string[], where: string): Finding[] {
  return findingsOf(
    words.map((word) => BARE_ADDRESS.exec(word)?.[1]).filter((host) => host !== undefined),
    where,
  );
}

function findingsOf(hosts: readonly string[], where: string): Finding[] {
  const unknown = new Set(hosts.filter((host) => !isKnownHost(host)));
  return [...unknown].map((host) => found(FINDINGS.unknownHost, `${host} (${where})`));
}

function addressHosts(text: string): string[] {
  return [...text.matchAll(ADDRESS)].map(([address]) => {
    const web = address.replace(/^[\w+]+:/, "https:");
    return URL.canParse(web) ? new URL(web).hostname : NOT_A_HOST;
  });
}
