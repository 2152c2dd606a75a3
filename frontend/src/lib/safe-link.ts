export interface SafeLink {
  href: string;
  host: string;
}

/** The address and its host when it is http(s) and carries no password; undefined for anything else. */
export function safeLink(address: string): SafeLink | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  if (!isWeb || url.username !== "" || url.password !== "") return undefined;
  return { href: url.href, host: url.host };
}
