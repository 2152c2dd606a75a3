import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** Clouds and hosts that a job deploys to: their command lines, SSH, keys. */
export const CLOUDS: readonly Rule[] = [
  told({
    id: "clouds/no-credentials",
    category: "missing_secret",
    severity: "high",
    confidence: 0.94,
    pattern:
      /Unable to locate credentials\. You can configure|You do not currently have an active account selected|Please run 'az login' to setup account|No existing credentials found\. Please run `vercel login`|(?:Failed to authenticate|Authentication Error).{0,40}firebase login|it's necessary to set a CLOUDFLARE_API_TOKEN|In a non-interactive environment, it's mandatory to specify an access token|set the GH_TOKEN environment variable|Could not load the default credentials|not logged in\. Please run.{0,20}fly(?:ctl)? auth login|No access token available\. Please login/,
    title: "The job has no credentials for the service that it deploys to",
    cause: "The secret is not set, is not handed to this step, or the run comes from a fork.",
    todo: "Set the secret, and hand it to the step",
    why: "Its value is known to people only.",
  }),
  told({
    id: "clouds/credentials-refused",
    category: "missing_secret",
    severity: "high",
    confidence: 0.94,
    pattern:
      /\((?<code>ExpiredToken(?:Exception)?|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidAccessKeyId|AuthFailure)\)|(?<other>AADSTS\d+)|invalid_grant|The security token included in the request is (?:expired|invalid)|You must be logged in to the server \(|error: You must be logged in/,
    title: "The service does not accept the job's credentials ({code|other})",
    cause: "They have expired, were revoked, or belong to another account.",
    todo: "Renew the secret",
    why: "Its value is known to people only.",
  }),
  told({
    id: "clouds/not-allowed",
    category: "permission",
    severity: "high",
    confidence: 0.94,
    pattern:
      /denied: Permission "(?<fifth>[\w.]+)" denied on resource|is not authorized to perform: (?<name>[\w-]+:\w+)|\(AccessDenied(?:Exception)?\)|PERMISSION_DENIED|Permission '(?<other>[\w.]+)' denied on|AuthorizationFailed\b|does not have authorization to perform action '(?<third>[^']+)'|does not have (?<fourth>[\w.]+) access to/,
    title: "The job's account may not do what the job tries ({name|other|third|fourth|fifth})",
    cause: "Its role lacks the right.",
    todo: "Give the role the right",
    why: "Who may do what is a decision.",
  }),
  told({
    id: "clouds/unknown-host-key",
    category: "configuration",
    severity: "high",
    confidence: 0.95,
    pattern: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/,
    title: "The job does not know the host that it connects to",
    cause: "The host's key is not among the known ones of the job, or it is another one than before.",
    todo: "Put the host's key into `known_hosts` before this step",
    why: "Whether the key is the true one, a person must check; not checking it would let anyone answer.",
  }),
  told({
    id: "clouds/ssh-refused",
    category: "missing_secret",
    severity: "high",
    confidence: 0.94,
    pattern: /^(?:\S+: )?(?<name>[\w.-]+@[\w.-]+): Permission denied \((?:publickey|password)/,
    title: "The host does not accept the job's key for {name}",
    cause: "The secret is not set or not loaded, or its public half is not on the host.",
    todo: "Set the secret, or put its public half on the host",
    why: "Keys are for a person to give.",
    when: (found) => !found.field("name").startsWith("git@"),
  }),
  told({
    id: "clouds/unreadable-key",
    category: "missing_secret",
    severity: "high",
    confidence: 0.95,
    pattern:
      /error in libcrypto|Load key "[^"]*": invalid format|gpg: no valid OpenPGP data found|gpg: decryption failed: (?:No secret key|Bad session key)|gpg: signing failed: |Error loading key "[^"]*": /,
    title: "The key that the job was given cannot be read",
    cause: "The secret is empty, cut off, or lost its line breaks.",
    todo: "Set the secret again, with its line breaks and a newline at its end",
    why: "Its value is known to people only.",
  }),
  told({
    id: "clouds/stack-failed",
    category: "infrastructure",
    severity: "high",
    confidence: 0.9,
    pattern:
      /Failed to create\/update the stack|(?<name>[\w-]+) failed: .{0,80}(?:ROLLBACK_COMPLETE|UPDATE_ROLLBACK_FAILED|CREATE_FAILED)/,
    title: "CloudFormation could not bring the stack {name} up to date",
    cause: "One of its resources was refused; the stack's events say which and why.",
    todo: "Look at the stack's events (`aws cloudformation describe-stack-events`)",
    why: "They are not in the log of the job.",
  }),
  told({
    id: "clouds/not-found",
    category: "configuration",
    confidence: 0.9,
    pattern:
      /curl: \(22\) The requested URL returned error: (?<code>404|410)|ERROR (?<other>404|410): (?:Not Found|Gone)\.|\(NoSuchBucket\)|\(ResourceNotFoundException\)|\(ResourceGroupNotFound\)/,
    title: "What the job fetches is not there ({code|other})",
    cause: "The address is wrong, or what stood there was moved or taken away.",
    todo: "Correct the address",
    why: "Where it stands now, the log does not say.",
  }),
];
