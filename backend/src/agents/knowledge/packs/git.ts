import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** Git, submodules and LFS. */
export const GIT: readonly Rule[] = [
  told({
    id: "git/unsafe-folder",
    category: "version_control",
    confidence: 0.96,
    pattern: /fatal: (?:unsafe repository|detected dubious ownership in repository at)(?: \(| ')'?(?<folder>[^' ]+)/,
    title: "Git refuses the folder {folder}, which belongs to another user",
    cause: "The job runs git as another user than the one who owns the checkout, mostly inside of a container.",
    todo: "Declare the folder as safe in the step that runs git",
    why: "It is a setting of the machine (`git config --global --add safe.directory`), not of the repository.",
  }),
  told({
    id: "git/authentication",
    category: "version_control",
    severity: "high",
    confidence: 0.93,
    pattern:
      /fatal: (?:could not read (?:Username|Password)|Authentication failed|repository '?(?<name>\S+?)'? not found)|Permission denied \(publickey\)|remote: (?:Repository not found|Invalid username or)|ERROR: Repository not found/,
    title: "Git may not read the repository",
    cause: "The job has no credentials for it, or the address is wrong.",
    todo: "Give the job access",
    why: "Credentials are for a person to give.",
  }),
  told({
    id: "git/submodule",
    category: "version_control",
    confidence: 0.93,
    pattern:
      /No url found for submodule path '(?<name>[^']+)'|Fetched in submodule path '(?<other>[^']+)', but it did not contain|not our ref (?<third>\S+)|upload-pack: not our ref/,
    title: "The submodule `{name|other|third}` cannot be checked out",
    cause: "Its entry in .gitmodules is missing, or its commit was never pushed.",
    todo: "Push the submodule's commit, or correct .gitmodules",
    why: "Which commit is meant is known to its author.",
  }),
  told({
    id: "git/no-such-reference",
    category: "version_control",
    confidence: 0.92,
    pattern:
      /error: pathspec '(?<name>[^']+)' did not match|fatal: couldn't find remote ref (?<other>\S+)|fatal: (?:ambiguous argument|bad revision) '(?<third>[^']+)'|reference is not a tree: (?<fourth>\S+)/,
    title: "Git knows no `{name|other|third|fourth}`",
    cause: "The branch, tag or commit does not exist, or the checkout is too shallow to hold it.",
    todo: "Correct the name, or fetch more history",
    why: "Which of the two, the log does not say.",
  }),
  told({
    id: "git/push-rejected",
    category: "version_control",
    confidence: 0.93,
    pattern: /! \[(?:remote )?rejected\] +(?<name>\S+)|error: failed to push some refs|protected branch hook declined/,
    title: "The push was rejected",
    cause: "The branch moved on meanwhile, or its protection does not allow the push.",
    todo: "Pull first, or push to another branch",
    why: "A forced push could lose what others have pushed.",
  }),
  told({
    id: "git/merge-conflict",
    category: "version_control",
    confidence: 0.94,
    pattern: /CONFLICT \([^)]+\): .*?(?:in )?(?<name>\S+)$|error: could not apply (?<other>\w+)|Automatic merge failed/,
    title: "A merge conflicts in {name|other}",
    cause: "Both sides changed the same lines.",
    todo: "Resolve the conflict",
    why: "Only the authors know which side is right.",
  }),
  told({
    id: "git/lfs",
    category: "version_control",
    confidence: 0.92,
    pattern: /batch response: (?<text>.+)|smudge filter lfs failed|Error downloading object: (?<name>\S+)/,
    title: "Git LFS cannot fetch a file. {text|name}",
    cause: "The quota is used up, the object was never pushed, or the server did not answer.",
    todo: "Look at the LFS quota and at the object",
    why: "Which of these it is, only the server's owner sees.",
  }),
];
