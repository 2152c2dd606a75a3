import { UpstreamError } from "@pipewright/contract/errors";

type Refusals = ReadonlyArray<readonly [RegExp, string]>;
const RULE = /remote rejected|declined|GH\d{3}:/;
const NOT_ACCEPTED =
  /authentication failed|could not read (username|password)|invalid (username|credentials)|permission denied|error: 401/i;
const NOT_ALLOWED = /error: 403|denied to/i;
const NOT_FOUND = /not found|does not exist|does not appear to be a git|error: 404/i;
const NOT_TRUSTED: Refusals = [
  [
    /certificate/i,
    "The host's certificate is not trusted or has ended. Renew it, or name its authority in GIT_SSL_CAINFO.",
  ],
  [
    /host key verification failed/i,
    "The host's ssh key is not known. Connect once by hand as the user that Pipewright runs as, or add it to known_hosts.",
  ],
];

/** What git and GitHub say when a push is refused for good, and what it means for a person; the first that fits counts. */
const REFUSALS: Refusals = [
  [
    /without [`'"]?workflows?[`'"]? (permission|scope)/i,
    "GitHub lets nobody change a workflow without the permission workflows: write. Give it to the app or GITHUB_TOKEN.",
  ],
  [RULE, "A rule of the repository refused the branch. Let Pipewright push branches named pipewright/*."],
  [
    NOT_ACCEPTED,
    "The credentials were not accepted for a push. Check the GitHub App and its private key, or make a new GITHUB_TOKEN.",
  ],
  [NOT_ALLOWED, "No push is allowed here. The app or GITHUB_TOKEN needs contents: write on the repository."],
  [NOT_FOUND, "The repository is not there any more, or the app or GITHUB_TOKEN may not see it."],
  ...NOT_TRUSTED,
];
/** The same where the server's own git credentials are used. */
const REFUSALS_OF_OWN: Refusals = [
  [RULE, "A rule of the repository refused the branch. Let Pipewright push branches named pipewright/*."],
  ...NOT_TRUSTED,
  [
    NOT_ACCEPTED,
    "The credentials were not accepted. Check what the server's own git has for this host: its credential helper, or its ssh key.",
  ],
  [NOT_ALLOWED, "No push is allowed here. Give the user of the server's own git credentials the right to push."],
  [NOT_FOUND, "The repository is not there, or the server's own git credentials may not see it."],
];
const SAID_MAX_LENGTH = 300;

/** The refusal of a push in plain words; what may pass, and what is not known, stays as it is. */
export function explainPush(error: unknown, signedIn: boolean): unknown {
  if (!(error instanceof UpstreamError) || error.code !== "git_failed" || error.retryable) return error;
  const words = (signedIn ? REFUSALS : REFUSALS_OF_OWN).find(([said]) => said.test(error.message))?.[1];
  if (words === undefined) return error;
  const said = error.message.replace(/\s+/g, " ").slice(0, SAID_MAX_LENGTH);
  return new UpstreamError("push_refused", `${words} git says: ${said.replace(/[.\s]*$/, ".")}`, {
    cause: error,
    retryable: false,
  });
}
