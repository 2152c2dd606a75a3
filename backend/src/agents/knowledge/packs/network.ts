import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** What lies between the job and the servers that it needs. */
export const NETWORK: readonly Rule[] = [
  told({
    id: "network/outage",
    category: "network",
    confidence: 0.92,
    pattern:
      /(?:We're having (?:a really bad day|some trouble)|(?:is|are) (?:currently )?(?:experiencing|down for maintenance|undergoing maintenance)|githubstatus\.com|major outage|service disruption)/i,
    title: "A service that the job needs has an outage",
    cause: "The service says so itself; nothing in the repository is wrong.",
    kind: "wait",
    todo: "Wait until the service is back, then run the job again",
    why: "A run before that ends the same way.",
  }),
  told({
    id: "network/rate-limit",
    category: "rate_limit",
    confidence: 0.94,
    pattern:
      /toomanyrequests|429 Too Many Requests|returned error: 429|status code:? 429|API rate limit exceeded|secondary rate limit|rate limit(?:ed| reached| exceeded)/i,
    title: "A service refuses more requests for now",
    cause: "The job used up the rate limit of a service.",
    kind: "wait",
    todo: "Wait until the limit is lifted, then run the job again",
    why: "A run before that ends the same way. Signing in usually raises the limit.",
  }),
  told({
    id: "network/certificate",
    category: "network",
    severity: "high",
    confidence: 0.92,
    pattern:
      /certificate (?:verify failed|has expired|signed by unknown authority)|(?:unable to (?:get local issuer|verify the first) certificate|self[- ]signed certificate|CERT_HAS_EXPIRED)|server certificate verification failed/,
    title: "The certificate of a server is not accepted",
    cause: "It has expired, or the machine does not know who issued it.",
    todo: "Look at the certificate and at the machine's clock and issuers",
    why: "Not checking certificates would hide the failure, not mend it.",
  }),
  told({
    id: "network/name-not-found",
    category: "network",
    confidence: 0.9,
    pattern:
      /Could not resolve host:? (?<name>[\w.-]+)|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?<other>[\w.-]+)|lookup (?<third>[\w.-]+)(?: on \S+)?: (?:no such host|server misbehaving)|Temporary failure in name resolution|Name or service not known/,
    title: "The name `{name|other|third}` cannot be looked up",
    cause: "The name service did not answer, or there is no such host.",
    kind: "rerun",
    todo: "Run the job again",
    why: "Name service failures usually pass; if this one does not, the name is wrong.",
  }),
  told({
    id: "network/server-error",
    category: "network",
    confidence: 0.92,
    pattern:
      /returned error: (?<code>50[0234])|\b(?<other>50[234]) (?:Service (?:Temporarily )?Unavailable|Bad Gateway|Gateway Time-?out|Server Error)|(?:HTTP(?: Error)?|[Ss]tatus(?: code)?)[: /\d.]* (?<third>50[0234])\b/,
    title: "A server that the job needs answered {code|other|third}",
    cause: "The other side was unavailable; nothing in the repository is wrong.",
    kind: "rerun",
    todo: "Run the job again",
    why: "Such failures usually pass by themselves.",
  }),
  told({
    id: "network/access-refused",
    category: "missing_secret",
    severity: "high",
    confidence: 0.85,
    pattern:
      /returned error: (?<code>40[13])|\b(?:401 Unauthorized|403 Forbidden)\b|npm (?:error|ERR!) code E(?:401|403|NEEDAUTH)/,
    title: "A server refuses the job access",
    cause: "The job has no credentials for it, or they are no longer valid.",
    todo: "Give the job valid credentials",
    why: "Credentials are for a person to give.",
  }),
  told({
    id: "network/unreachable",
    category: "network",
    confidence: 0.9,
    pattern:
      /\b(?:ECONNRESET|ETIMEDOUT|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH)\b|[Cc]onnection (?:reset by peer|timed out|refused)|TLS handshake timeout|i\/o timeout|Read timed out|Max retries exceeded|Network is unreachable|No route to host|RPC failed; curl|early EOF|curl: \((?:7|28|35|52|56)\)/,
    title: "A server that the job needs could not be reached",
    cause: "The connection failed or broke off; nothing in the repository is wrong.",
    kind: "rerun",
    todo: "Run the job again",
    why: "Such failures usually pass by themselves.",
  }),
];
