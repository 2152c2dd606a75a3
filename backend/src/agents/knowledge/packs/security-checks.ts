import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

const FINDING = {
  category: "lint",
  severity: "high",
  confidence: 0.93,
  todo: "Mend what the check names",
  why: "Whether the finding is a danger here, a person has to judge.",
} as const;

/** Checks for weak code, weak settings and dependencies with known holes. */
export const SECURITY_CHECKS: readonly Rule[] = [
  told({
    ...FINDING,
    id: "security/gosec",
    pattern:
      /^\[(?<file>\S+):(?<line>\d+)(?:-\d+)?\] - (?<rule>G\d{3}) \([^)]{0,40}\): (?<text>.+?)(?: \(Confidence.*)?$/,
    title: "gosec: {text} ({rule})",
    cause: "The code has what gosec calls unsafe ({file}:{line}).",
  }),
  told({
    ...FINDING,
    id: "security/semgrep",
    pattern: /^[│|] (?<count>\d+) (?:\w+ )?(?:Code |Secrets |Supply Chain )?Findings? [│|]$/,
    title: "Semgrep finds what its rules do not allow",
    cause: "{count} places in the code match a rule that blocks.",
  }),
  told({
    ...FINDING,
    id: "security/policy",
    pattern:
      /^Check: (?<rule>CKV\w*_\w+): "(?<text>[^"]+)"|^\s*Result #\d+ (?:CRITICAL|HIGH|MEDIUM|LOW) (?<other>.+?)\s*$/,
    title: "Infrastructure policy: {text|other}",
    cause: "A resource is set up as the policy does not allow.",
    when: (found) => found.field("other") !== "" || found.below(/^\s*FAILED for /, 2) !== undefined,
  }),
  told({
    ...FINDING,
    id: "security/npm-audit",
    category: "dependency",
    pattern: /^Severity: (?<level>critical|high|moderate|low)$/,
    // An install prints the same for information.
    when: ({ command }) => command === undefined || /\baudit\b/.test(command),
    title: "A package has a known hole of {level} severity",
    cause: "The advisory database lists a version that the lock file names.",
    todo: "Move to a version that is mended",
    why: "`npm audit fix` may move more than the package; the report names what it would do.",
  }),
  told({
    ...FINDING,
    id: "security/vulnerable-package",
    category: "dependency",
    pattern:
      /^(?:Vulnerability #\d+: (?<name>GO-\d{4}-\d+)|ID: +(?<advisory>RUSTSEC-\d{4}-\d+)$|error\[(?:vulnerability|unmaintained|unsound|yanked)\]: (?<other>.+)|Total: (?<count>[1-9]\d*) \((?:UNKNOWN|LOW|MEDIUM|HIGH|CRITICAL): )/,
    title: "A dependency has a known hole: {name|advisory|other|count}",
    cause: "The advisory database lists a version that the project uses.",
    todo: "Move to a version that is mended",
    why: "The report names the version in which it is mended, where there is one.",
  }),
];
