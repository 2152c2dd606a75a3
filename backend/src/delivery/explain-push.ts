import { UpstreamError } from "@pipewright/contract/errors";

/** What git and GitHub say when a push is refused for good, and what it means for a person; the first that fits counts. */
const REFUSALS: ReadonlyArray<readonly [RegExp, string]> = [
  [
    /without [`'"]?workflows?[`'"]? (permission|scope)/i,
    "GitHub lets nobody change a workflow without the permission workflows: write. Give it to the app or GITHUB_TOKEN.",
  ],
  [
    /remote rejected|declined|GH\d{3}:/,
    "A rule of the repository refused the branch. Let Pipewright push branches named pipewright/*.",
  ],
  [
    /authentication failed|could not read (username|password)|invalid (username|credentials)|error: 401/i,
    "The credentials were not accepted for a push. Check the GitHub App and its private key, or make a new GITHUB_TOKEN.",
  ],
  [
    /error: 403|denied to/i,
    "No push is allowed here. The app or GITHUB_TOKEN needs contents: write on the repository.",
  ],
  [/not found|error: 404/i, "The repository is not there any more, or the app or GITHUB_TOKEN may not see it."],
];
const SAID_MAX_LENGTH = 300;

/** The refusal of a push in plain words; what may pass, and what is not known, stays as it is. */
export function explainPush(error: unknown): unknown {
  if (!(error instanceof UpstreamError) || error.code !== "git_failed" || error.retryable) return error;
  const words = REFUSALS.find(([said]) => said.test(error.message))?.[1];
  if (words === undefined) return error;
  const said = error.message.replace(/\s+/g, " ").slice(0, SAID_MAX_LENGTH);
  return new UpstreamError("push_refused", `${words} git says: ${said.replace(/[.\s]*$/, ".")}`, {
    cause: error,
    retryable: false,
  });
}
