import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** Clocks that do not agree. */
export const CLOCKS: readonly Rule[] = [
  told({
    id: "clocks/not-yet-valid",
    category: "infrastructure",
    severity: "high",
    confidence: 0.95,
    pattern:
      /is not valid yet \(invalid for another (?<gap>[^)]+)\)|is not yet valid: current time (?<now>\S+) is before|certificate is not yet valid/,
    title: "The machine's clock is behind",
    cause: "What the job reads was made after the time that the machine believes it is ({gap|now}).",
    todo: "Set the machine's clock; on a hosted machine, run the job again",
    why: "The clock is the machine's, not the repository's.",
  }),
  told({
    id: "clocks/skew",
    category: "infrastructure",
    severity: "high",
    confidence: 0.94,
    pattern:
      /RequestTimeTooSkewed|SignatureDoesNotMatch.{0,80}(?:Signature not yet current|Signature expired)|Signature not yet current|InvalidSignatureException: Signature expired|'iat' claim timestamp check failed|Issued at.{0,40}in the future|Token used before issued/,
    title: "The machine's clock and the server's do not agree",
    cause: "A server refuses signatures that are not of its own time.",
    todo: "Set the machine's clock; on a hosted machine, run the job again",
    why: "The clock is the machine's, not the repository's.",
  }),
  told({
    id: "clocks/files-from-the-future",
    category: "infrastructure",
    confidence: 0.9,
    pattern: /make(?:\[\d+\])?: warning: +Clock skew detected/,
    title: "Files of the build come from the future",
    cause: "They were written under another clock, and make cannot tell what is out of date.",
    todo: "Build in a fresh folder, or set the clock of the machine or of the shared disk",
    why: "Which clock is wrong, the log does not say.",
  }),
];
