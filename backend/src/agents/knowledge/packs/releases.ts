import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** Publishing, and the gates before it. */
export const RELEASES: readonly Rule[] = [
  told({
    id: "releases/version-exists",
    category: "version_control",
    confidence: 0.95,
    pattern:
      /You cannot publish over the previously published versions(?:: (?<name>\S+?)\.?$)?|error: crate (?:version )?`?(?<crate>[^`]+?)`? is already uploaded|already exists on (?:https?:\/\/)?(?:index\.)?crates\.io|File already exists \('?(?<file>[^',\s]+)|has already been pushed\. Use|Repushing of gem versions is not allowed|already exists and cannot be modified/,
    title: "The version {name|crate|file} was published before",
    cause: "A registry takes every version once; the version in the repository was not raised.",
    todo: "Raise the version, or skip what is published already",
    why: "Which version comes next is a decision.",
  }),
  told({
    id: "releases/no-token",
    category: "missing_secret",
    severity: "high",
    confidence: 0.95,
    pattern:
      /\b(?<code>ENOGHTOKEN|ENOGLTOKEN|ENONPMTOKEN|EINVALIDNPMTOKEN|EINVALIDGHTOKEN|ENEEDAUTH)\b|ERROR: Not authorized\. Please check the (?:user token|properties sonar)|Token required - not valid tokenless upload|Token required because branch is protected/,
    title: "The release has no valid token ({code})",
    cause: "The secret is not set, has expired, or is not handed to this step.",
    todo: "Set the secret, and hand it to the step",
    why: "Its value is known to people only.",
  }),
  told({
    id: "releases/goreleaser",
    category: "configuration",
    severity: "high",
    confidence: 0.9,
    pattern: /^\s*⨯ \w+ failed after \S+\s+error=(?<text>.+)/,
    title: "GoReleaser stops: {text}",
    cause: "A step of the release failed, or its configuration is not valid.",
    todo: "Mend what GoReleaser names",
    why: "The log says what failed; what was meant, it does not.",
  }),
  told({
    id: "releases/key-refused",
    category: "missing_secret",
    severity: "high",
    confidence: 0.94,
    pattern:
      /The specified API key is invalid, has expired|HTTPError: 403 Forbidden from https:\/\/upload\.pypi|Invalid or non-existent authentication information/,
    title: "The registry does not accept the key of the release",
    cause: "It has expired, or may not publish this package.",
    todo: "Renew the secret",
    why: "Its value is known to people only.",
  }),
  told({
    id: "releases/changeset-missing",
    category: "lint",
    confidence: 0.94,
    pattern: /Some packages have been changed but no changesets were found/,
    title: "A changed package has no changeset",
    cause: "The project wants a note for every change of a package, and this one brings none.",
    todo: "Run `npx changeset add` and commit its file",
    why: "What the note says, and how far the version moves, is for the author.",
  }),
  told({
    id: "releases/dirty-tree",
    category: "version_control",
    confidence: 0.93,
    pattern:
      /EUNCOMMIT|Git working directory not clean|There are uncommitted changes|files in the working directory contain changes that were not yet committed/,
    title: "The release found changes that were not committed",
    cause: "An earlier step of the job wrote into the checkout.",
    todo: "Commit what the step writes, or keep it out of the checkout",
    why: "Which of the two, the log does not say.",
  }),
  told({
    id: "releases/size-limit",
    category: "test_failure",
    confidence: 0.93,
    pattern: /Package size limit has exceeded by (?<text>.+)|FAIL {1,3}(?<file>\S+): \S+ ?\w* > maxSize (?<most>.+)/,
    title: "The package is too large by {text|most}",
    cause: "What the change adds takes it above the limit that the project keeps.",
    todo: "Make it smaller, or raise the limit",
    why: "Which of the two is a decision.",
  }),
  told({
    id: "releases/quality-gate",
    category: "lint",
    confidence: 0.93,
    pattern:
      /QUALITY GATE STATUS: FAILED|Quality Gate has FAILED|(?<name>[\w-]+(?:\.[\w-]+)+) failure for (?<kind>\w+) assertion/,
    title: "The change does not pass a gate of quality ({name})",
    cause: "A measure of it is below what the project asks for; the gate's report says which.",
    todo: "Open the report and mend what it names",
    why: "The log holds only the verdict.",
  }),
  told({
    id: "releases/snapshots-obsolete",
    category: "test_failure",
    confidence: 0.9,
    pattern: /^\s*› \d+ snapshots? (?:files? )?obsolete/,
    title: "Snapshots belong to tests that are gone",
    cause: "A test was renamed or removed, and its snapshot was not.",
    todo: "Remove the obsolete snapshots (`-u`), if the tests are gone on purpose",
    why: "Whether a test is missing by mistake, the log does not say.",
  }),
];
