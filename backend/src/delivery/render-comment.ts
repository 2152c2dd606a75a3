import type { Delivery } from "@pipewright/contract/incident";
import { type DeliveryFacts, incidentUrl } from "./delivery-facts.ts";
import { codeBlock, escapeMarkdown } from "./escape-markdown.ts";
import { markerOf } from "./render-pull-request.ts";

const EVIDENCE_MAX_LINES = 12;
/** A longer change is not put into a comment. */
const DIFF_MAX_LINES = 400;
const DIFF_MAX_CHARACTERS = 40_000;

/** What the pull request that fails is told: the cause, and where the change is. */
export function renderComment(facts: DeliveryFacts, delivery: Delivery): string {
  const where =
    delivery.url === undefined ? delivery.message : `[${escapeMarkdown(delivery.message)}](${delivery.url})`;
  return [...cause(facts), `${where}.`, end(facts)].join("\n\n");
}

/** The same for a pull request from a fork, with the change itself. */
export function renderForkComment(facts: DeliveryFacts): string {
  const { execution, verification } = facts.incident;
  const proof =
    verification?.verdict === "proven"
      ? "With this change the command that failed passes:"
      : "This change may help; it is not proven:";
  return [...cause(facts), ...change(execution?.diff ?? "", proof), end(facts)].join("\n\n");
}

function change(diff: string, proof: string): string[] {
  const lines = diff.split("\n").length;
  if (lines > DIFF_MAX_LINES || diff.length > DIFF_MAX_CHARACTERS)
    return [`${proof.slice(0, -1)}. It has ${lines} lines; the incident's page has it as a patch.`];
  return [proof, codeBlock(diff, { language: "diff", maxLines: DIFF_MAX_LINES }), "`git apply` takes it."];
}

function cause({ incident: { diagnosis } }: DeliveryFacts): string[] {
  if (diagnosis === undefined) return [];
  const [primary] = diagnosis.evidence;
  return [
    `**${escapeMarkdown(diagnosis.title)}**`,
    escapeMarkdown(diagnosis.rootCause),
    ...(primary ? [codeBlock(primary.excerpt, { maxLines: EVIDENCE_MAX_LINES })] : []),
  ];
}

function end(facts: DeliveryFacts): string {
  const url = incidentUrl(facts);
  const more = url === undefined ? "" : `[Evidence, proof and risk](${url})\n`;
  return `${more}${markerOf(facts.incident.id)}`;
}
