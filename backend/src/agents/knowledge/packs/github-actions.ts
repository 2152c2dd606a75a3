import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** GitHub Actions itself. */
export const GITHUB_ACTIONS: readonly Rule[] = [
  told({
    id: "actions/input-missing",
    category: "missing_secret",
    severity: "high",
    confidence: 0.95,
    pattern: /Input required and not supplied: (?<name>[\w-]+)/,
    title: "The action was not given its input `{name}`",
    cause: "The input is required; most often its value is a secret that is not set.",
    todo: "Set the secret, or give the input",
    why: "Its value is known to people only. Runs of forks never get secrets.",
  }),
  told({
    id: "actions/token-lacks-permission",
    category: "permission",
    confidence: 0.95,
    pattern:
      /Resource not accessible by integration|Permission to \S+ denied to github-actions|refusing to allow a GitHub App to/,
    title: "The job's token may not do what the job tries",
    cause: "The workflow's `permissions` do not allow it, or the run comes from a fork.",
    todo: "Give the job the permission that it needs",
    why: "Which rights a workflow should have is a decision.",
  }),
  told({
    id: "actions/deprecated-action",
    category: "configuration",
    confidence: 0.96,
    pattern: /uses a deprecated version of `(?<name>[^`]+)`/,
    title: "The workflow uses a version of `{name}` that GitHub no longer runs",
    cause: "GitHub fails jobs that use it.",
    todo: "Move to the present version of the action",
    why: "Its inputs may have changed; the action's notes say how.",
  }),
  told({
    id: "actions/unknown-action",
    category: "configuration",
    confidence: 0.95,
    pattern: /Unable to resolve action `?(?<name>[\w./@-]+)`?|Can't find 'action\.yml'.* under '(?<other>[^']+)'/,
    title: "The action `{name|other}` cannot be found",
    cause: "Its name, version or path is wrong, or it is private.",
    todo: "Correct the reference to the action",
    why: "Which version is meant, the log does not say.",
  }),
  told({
    id: "actions/invalid-workflow",
    category: "configuration",
    confidence: 0.93,
    pattern: /(?:Invalid workflow file|The workflow is not valid)\b:? ?(?<text>.*)/,
    title: "The workflow file is not valid. {text}",
    cause: "GitHub cannot read it.",
    todo: "Mend the workflow file",
    why: "What was meant, the log does not say.",
  }),
  told({
    id: "actions/runner-lost",
    category: "infrastructure",
    confidence: 0.94,
    pattern:
      /The (?:hosted|self-hosted) runner(?:: .{1,80})? lost communication|The runner has received a shutdown signal|hudson\.remoting\.(?:Channel\$OrderlyShutdown|ChannelClosedException|RequestAbortedException)|(?:node|agent) .{1,80} (?:went offline|was disconnected)/i,
    title: "The machine of the job went away",
    cause: "It was shut down or lost its connection; nothing in the repository is wrong.",
    kind: "rerun",
    todo: "Run the job again",
    why: "Such failures usually pass by themselves. If it comes back, the job may use up the machine's memory.",
  }),
  told({
    id: "actions/cancelled",
    category: "cancelled",
    severity: "low",
    confidence: 0.93,
    pattern:
      /^(?:Error: )?The (?:operation was|run was|job was) cancell?ed|^Canceling since a higher priority waiting request/,
    title: "The job was cancelled",
    cause: "A person, a newer run or a failed sibling stopped it.",
    kind: "rerun",
    todo: "Run the job again, if it is still wanted",
    why: "Nothing in the repository is wrong.",
  }),
  told({
    id: "actions/no-artifact",
    category: "missing_file",
    confidence: 0.9,
    pattern:
      /No files were found with the provided path: (?<name>[^.]+)|Unable to find any artifacts for|Artifact not found for name: (?<other>\S+)/,
    title: "The artifact `{name|other}` is not there",
    cause: "The step before did not write it, or wrote it elsewhere.",
    todo: "Correct the path, or the step that should have written it",
    why: "Which of the two, the log does not say.",
  }),
];
