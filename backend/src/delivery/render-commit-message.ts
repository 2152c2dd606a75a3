import type { Incident } from "@pipewright/contract/incident";
import { describeRun } from "./delivery-facts.ts";
import { oneLine, withoutControls } from "./one-line.ts";

/** What is said of a change, as a mail for `git am` or a commit says it. */
export interface ChangeMessage {
  subject: string;
  /** Paragraphs. */
  body: string[];
}

/** Nobody can own an address there, so no account is credited that is not the approver's. */
const NO_ADDRESS = "pipewright.invalid";

/** The cause and the proof, in words. */
export function describeChange(incident: Incident): ChangeMessage {
  const { diagnosis, fix, execution, verification, repo, commitSha, id } = incident;
  const approvers = approversOf(incident);
  const proof = verification && [
    `${verification.verdict.toUpperCase()}: ${verification.command || "(no command)"}`,
    `before: ${describeRun(verification.before ?? execution?.before)}`,
    `after: ${describeRun(verification.after)}`,
    ...(verification.reason ? [verification.reason] : []),
  ];
  return {
    subject: fix?.summary ?? diagnosis?.title ?? "Fix the failing pipeline",
    body: [
      ...(diagnosis ? [`${diagnosis.title}\n${diagnosis.rootCause}`] : []),
      ...(proof ? [proof.join("\n")] : []),
      `${repo} at ${commitSha}${approvers.length > 0 ? `, approved by ${approvers.join(" and ")}` : ""}\nPipewright incident ${id}`,
    ],
  };
}

/** Who approved, each once, the first one first. */
export function approversOf({ approval }: Incident): string[] {
  const given = approval?.given?.map(({ by }) => by) ?? [];
  return [...new Set([...given, ...(approval?.decidedBy ? [approval.decidedBy] : [])])];
}

/** The same as a commit message; whoever approved is its co-author. */
export function renderCommitMessage(incident: Incident): string {
  const { subject, body } = describeChange(incident);
  const trailers = approversOf(incident).map((by) => `Co-authored-by: ${personOf(by)}`);
  const paragraphs = [oneLine(subject), ...body.map(withoutControls), trailers.join("\n")];
  return `${paragraphs.filter((each) => each !== "").join("\n\n")}\n`;
}

function personOf(by: string): string {
  const name = oneLine(by).replace(/[<>]/g, "");
  const mailbox = name.toLowerCase().replace(/[^a-z0-9._-]+/g, "-") || "person";
  return `${name} <${mailbox}@${NO_ADDRESS}>`;
}
