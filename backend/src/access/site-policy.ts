import { ForbiddenError } from "@pipewright/contract/errors";
import type { Caller } from "./caller.ts";

/** Which names we answer to, and which web pages may act through a signed-in browser. */
export interface SitePolicy {
  /** Refuses a `Host` that is not ours: a page whose name was rebound to a loopback address. @throws ForbiddenError */
  checkHost(caller: Caller): void;
  /** Refuses requests that another site's page makes. @throws ForbiddenError */
  checkOrigin(caller: Caller, options: { required: boolean }): void;
}

export interface SiteOptions {
  /** The address the server is bound to, e.g. `127.0.0.1` or `0.0.0.0`. */
  boundHost: string;
  /** Where people reach it, when that is not the bound address. */
  publicUrl?: string | undefined;
  /** Further origins, such as `https://console.example.org`. */
  allowedOrigins: readonly string[];
}

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];

export function createSitePolicy(options: SiteOptions): SitePolicy {
  const configured = [options.publicUrl, ...options.allowedOrigins].flatMap((url) => parseUrl(url) ?? []);
  const trustedOrigins = new Set(configured.map((url) => url.origin));
  const knownNames = new Set([...LOOPBACK_NAMES, ...configured.map((url) => url.hostname)]);
  const guardsHost = isLoopback(options.boundHost);

  return {
    checkHost({ headers }) {
      if (!guardsHost) return;
      const name = parseUrl(`http://${headers.host ?? ""}`)?.hostname;
      if (name === undefined || !knownNames.has(name)) {
        throw new ForbiddenError(
          "This server does not answer to that Host name. Set PIPEWRIGHT_PUBLIC_URL to the address people use.",
        );
      }
    },

    checkOrigin(caller, { required }) {
      const { origin } = caller.headers;
      if (origin === undefined) {
        if (required || isCrossSite(caller)) throw new ForbiddenError("The request must carry an Origin header.");
        return;
      }
      if (trustedOrigins.has(origin)) return;
      if (!isOwnOrigin(origin, caller) || isCrossSite(caller)) {
        throw new ForbiddenError(
          "Requests from that Origin are refused. Set PIPEWRIGHT_PUBLIC_URL, or name it in PIPEWRIGHT_ALLOWED_ORIGINS.",
        );
      }
    },
  };
}

/** Whether an address to bind to is reachable from this machine only. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The page came from the host that was asked; from its unencrypted face only when we are asked unencrypted, too. */
function isOwnOrigin(origin: string, { headers, https }: Caller): boolean {
  const page = parseUrl(origin);
  if (page === undefined || page.origin !== origin) return false;
  if (page.protocol !== "https:" && (page.protocol !== "http:" || https)) return false;
  return parseUrl(`${page.protocol}//${headers.host ?? ""}`)?.host === page.host;
}

/** What the browser itself says, when it says anything. */
function isCrossSite({ headers }: Caller): boolean {
  const site = headers["sec-fetch-site"];
  return site !== undefined && site !== "same-origin" && site !== "none";
}

function parseUrl(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
}
