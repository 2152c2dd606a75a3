import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** Packages of the operating system: apt, apk, dnf, brew, Chocolatey, conda. */
export const SYSTEM_PACKAGES: readonly Rule[] = [
  told({
    id: "system/package-gone",
    category: "dependency",
    confidence: 0.93,
    pattern:
      /E: Failed to fetch \S*?\/(?<name>[^/\s]+\.deb)\b.{0,40}\b404\b|E: Unable to fetch some archives, maybe run apt-get update/,
    title: "The mirror no longer has the package `{name}`",
    cause: "The list of packages on the machine is older than the mirror: a newer version took the place of this one.",
    todo: "Run `apt-get update` in the same step, before the install",
    why: "Which step should do it, and whether versions are pinned, is for a person to say.",
  }),
  told({
    id: "system/mirror-out-of-step",
    category: "network",
    confidence: 0.93,
    pattern: /E: Failed to fetch .{1,300}(?:File has unexpected size|Hash Sum mismatch)|Mirror sync in progress/,
    title: "The mirror of the packages is being updated",
    cause: "Its lists and its files do not fit together for now; nothing in the repository is wrong.",
    kind: "rerun",
    todo: "Run the job again in some minutes",
    why: "Such failures pass as soon as the mirror is complete.",
  }),
  told({
    id: "system/no-such-package",
    category: "dependency",
    severity: "high",
    confidence: 0.93,
    pattern:
      /E: Unable to locate package (?<name>\S+)|E: Version '[^']+' for '(?<other>[^']+)' was not found|E: Package '(?<third>[^']+)' has no installation candidate|No package (?<fourth>\S+) available|No available formula with the name "(?<fifth>[^"]+)"|Error: Unable to find a match: (?<sixth>\S+)|^\s+(?<seventh>\S+) \(no such package\):|^(?<eighth>\S+) not installed\. The package was not found|Error: No formulae found for (?<ninth>\S+?)\.$/,
    title: "The system has no package `{name|other|third|fourth|fifth|sixth|seventh|eighth|ninth}`",
    cause: "Its name is wrong for this release, or the lists of packages are out of date.",
    todo: "Update the lists before installing, or correct the name",
    why: "What the package is called in this release, the log does not say.",
  }),
  told({
    id: "system/packages-contradict",
    category: "dependency",
    severity: "high",
    confidence: 0.92,
    pattern:
      /The following packages have unmet dependencies:|E: Unable to correct problems, you have held broken packages/,
    title: "Packages of the system do not go together",
    cause: "One asks for a version of another that this release, or an added repository, does not have.",
    todo: "Choose versions that go together, or leave out the added repository",
    why: "The log lists both sides; which to move is a decision.",
  }),
  told({
    id: "system/package-lock-held",
    category: "infrastructure",
    confidence: 0.94,
    pattern:
      /E: Could not get lock \/var\/lib\/(?:dpkg|apt)\S*|Unable to acquire the dpkg frontend lock|Another app is currently holding the yum lock/,
    title: "Another program of the machine is installing packages",
    cause: "Most often the automatic updates that run when the machine starts; nothing in the repository is wrong.",
    kind: "rerun",
    todo: "Run the job again",
    why: "It usually passes. `-o DPkg::Lock::Timeout=120` lets apt wait instead.",
  }),
  told({
    id: "system/unsigned-repository",
    category: "configuration",
    severity: "high",
    confidence: 0.93,
    pattern:
      /E: The repository '(?<name>[^']+)' is not signed|signatures couldn't be verified because the public key is not available: NO_PUBKEY (?<key>\w+)|EXPKEYSIG (?<expired>\w+)/,
    title: "The repository of packages is not signed by a key that the machine trusts",
    cause: "Its key {key|expired} is missing on the machine, or was replaced.",
    todo: "Install the repository's present key before `apt-get update`",
    why: "Which key to trust is a decision; not checking it would hide the failure, not mend it.",
  }),
  told({
    id: "system/brew-link",
    category: "infrastructure",
    confidence: 0.9,
    pattern: /The `brew link` step did not complete successfully/,
    title: "Homebrew cannot put the program where another one stands",
    cause: "The machine of the job brings a program of the same name.",
    todo: "Use the one that is there, or install with `brew install --overwrite`",
    why: "Which of the two the project means is a decision.",
  }),
  told({
    id: "system/conda",
    category: "dependency",
    severity: "high",
    confidence: 0.92,
    pattern:
      /LibMamba Unsatisfiable Error|UnsatisfiableError|ResolvePackageNotFound|PackagesNotFoundError|^\s+[-└├│─ ]*nothing provides (?<name>\S+)/,
    title: "conda cannot find packages that go together",
    cause: "A package that is asked for, {name}, is in none of the channels or contradicts another one.",
    todo: "Choose versions that go together, or add the channel",
    why: "Which package to move is a decision; the log lists them.",
  }),
];
