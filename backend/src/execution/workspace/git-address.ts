import { InvalidFieldError } from "@pipewright/contract/errors";

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);
const SCP_ADDRESS = /^(?:[A-Za-z0-9_][\w.-]*@)?[A-Za-z0-9][\w.-]*:(?!:)(?!-)\S+$/;
const REVISION = /^[A-Za-z0-9][\w./-]{0,254}$/;

/** A repository address that may be fetched from. */
export interface GitAddress {
  /** Without user and password, so it can be shown and passed on a command line. */
  url: string;
  protocol: "file" | "https" | "http" | "ssh";
  /** What stood in the URL as `user:password@`. */
  credentials?: { user: string; password: string };
}

/** Checks an address against the list of allowed protocols: file, https, ssh, and http to this machine only. @throws InvalidFieldError */
export function parseGitAddress(text: string): GitAddress {
  if (text.startsWith("-") || hasControlCharacter(text)) throw refused("is not a repository address");
  if (/^[a-z][\w+.-]*::/i.test(text)) throw refused("names a git transport helper, which is not allowed");
  if (!text.includes("://")) {
    if (SCP_ADDRESS.test(text)) return { url: text, protocol: "ssh" };
    throw refused("must start with https://, ssh:// or file://");
  }
  const url = parseUrl(text);
  if (url.hostname.startsWith("-")) throw refused("is not a repository address");
  switch (url.protocol) {
    case "file:":
      return { url: text, protocol: "file" };
    case "ssh:":
      return { url: text, protocol: "ssh" };
    case "https:":
      return withoutCredentials(url, "https");
    case "http:":
      if (LOOPBACK_HOSTS.has(url.hostname)) return withoutCredentials(url, "http");
      throw refused("must use https://; plain http:// is allowed to this machine only");
    default:
      throw refused(`uses ${url.protocol}//, which is not allowed; use https://, ssh:// or file://`);
  }
}

/** Checks that a commit or branch name is safe to hand to git. @throws InvalidFieldError */
export function parseRevision(text: string): string {
  if (REVISION.test(text) && !text.includes("..") && !text.endsWith(".lock")) return text;
  throw new InvalidFieldError([{ path: "commit", message: "is not a commit id or branch name" }]);
}

function parseUrl(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw refused("is not a URL");
  }
}

function withoutCredentials(url: URL, protocol: "https" | "http"): GitAddress {
  const credentials = { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  url.username = "";
  url.password = "";
  const address: GitAddress = { url: url.href, protocol };
  return credentials.user === "" && credentials.password === "" ? address : { ...address, credentials };
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character <= " " || character === "\u007f");
}

function refused(message: string): InvalidFieldError {
  return new InvalidFieldError([{ path: "repo", message }]);
}
