import type { Execution, Incident, Verification } from "@pipewright/contract/incident";
import { type ChangedFile, type DeliveryFacts, describeRun, incidentUrl, logUrl } from "./delivery-facts.ts";
import { codeBlock, escapeMarkdown, inlineCode } from "./escape-markdown.ts";
import { approversOf } from "./render-commit-message.ts";

const TITLE_MAX_CHARACTERS = 100;
const EVIDENCE_MAX = 3;
const EVIDENCE_MAX_LINES = 24;
const PROOF_MAX_LINES = 24;
const FILES_MAX = 30;
/** GitHub takes 65,536 characters. */
const BODY_MAX_CHARACTERS = 60_000;

export interface PullRequestText {
  title: string;
  /** Markdown; whatever came from logs, models and people is escaped. */
  body: string;
}

/** What a reviewer needs: cause, evidence, change, proof, risk, who approved, how to take it back. */
export function renderPullRequest(facts: DeliveryFacts, files: readonly ChangedFile[]): PullRequestText {
  const { incident } = facts;
  const { diagnosis, fix, verification } = incident;
  const subject = (fix?.summary ?? diagnosis?.title ?? "Fix the failing pipeline").replace(/\s+/g, " ");
  const sections = [
    diagnosis && `**${escapeMarkdown(diagnosis.title)}**\n\n${escapeMarkdown(diagnosis.rootCause)}`,
    section("What failed", [whereItFailed(facts), ...evidence(facts)]),
    section("What changes", [fix?.why && escapeMarkdown(fix.why), fileTable(files)]),
    section("Proof", [verification && proof(verification, incident.execution)]),
    section(`Risk ${incident.risk?.score ?? "unknown"}`, [risk(incident)]),
    section("Approved", [approval(incident)]),
    section("How to undo", [undo(incident)]),
    footer(facts),
  ];
  return {
    title: subject.length > TITLE_MAX_CHARACTERS ? `${subject.slice(0, TITLE_MAX_CHARACTERS - 1)}…` : subject,
    body: cut(sections.filter((each) => each !== undefined && each !== "").join("\n\n")),
  };
}

/** A hidden line by which what was written for an incident is found again. */
export function markerOf(incidentId: string): string {
  return `<!-- pipewright:${incidentId} -->`;
}

function section(title: string, parts: readonly (string | undefined)[]): string | undefined {
  const said = parts.filter((part) => part !== undefined && part !== "");
  return said.length === 0 ? undefined : [`### ${title}`, ...said].join("\n\n");
}

function whereItFailed({ incident, run }: DeliveryFacts): string {
  const command = incident.verification?.command || incident.fix?.command;
  const what = command ? `${inlineCode(firstLine(command))} failed` : "The pipeline failed";
  const where = ` on ${inlineCode(incident.branch)} at ${incident.commitSha.slice(0, 12)}`;
  if (run === undefined) return `${what}${where}.`;
  const attempt = run.attempt > 1 ? `, attempt ${run.attempt}` : "";
  return `${what}${where}, in [${escapeMarkdown(run.workflow)} run ${run.id}](${run.url})${attempt}.`;
}

function evidence(facts: DeliveryFacts): string[] {
  const ranges = facts.incident.diagnosis?.evidence.slice(0, EVIDENCE_MAX) ?? [];
  return ranges.map((range) => {
    const { startLine, endLine, reason, excerpt } = range;
    const lines = startLine === endLine ? `Line ${startLine}` : `Lines ${startLine}–${endLine}`;
    const url = logUrl(facts, range);
    const place = url === undefined ? `${lines} of the log` : `[${lines} of the log](${url})`;
    return `${place}: ${escapeMarkdown(reason)}\n\n${codeBlock(excerpt, { maxLines: EVIDENCE_MAX_LINES })}`;
  });
}

function fileTable(files: readonly ChangedFile[]): string {
  const rows = files
    .slice(0, FILES_MAX)
    .map(({ path, added, removed }) => `| ${tableCode(path)} | ${count(added, "+")} | ${count(removed, "−")} |`);
  const left = files.length - rows.length;
  const more = left > 0 ? [`| ${left} more files | | |`] : [];
  return ["| File | Added | Removed |", "| --- | --: | --: |", ...rows, ...more].join("\n");
}

function proof({ verdict, command, before, after, reason }: Verification, execution: Execution | undefined): string {
  const verdicts = {
    proven: "**Proven**: the same command failed before the change and passes with it.",
    unproven: "**Not proven.** Look closely before you merge.",
    refuted: "**Refuted**: the command still fails.",
  };
  const first = before ?? execution?.before;
  const where =
    execution === undefined ? "" : execution.executor === "docker" ? " in a container" : " in the embedded sandbox";
  const rows = [
    `| | ${command ? tableCode(firstLine(command)) : "command"}${where} |`,
    "| --- | --- |",
    `| before the change | ${escapeMarkdown(describeRun(first))} |`,
    `| with the change | ${escapeMarkdown(describeRun(after))} |`,
  ];
  const outputs = [
    first && details("Output before", first.outputTail),
    after && details("Output with the change", after.outputTail),
  ].filter((each) => each !== undefined && each !== "");
  return [`${verdicts[verdict]}${reason ? ` ${escapeMarkdown(reason)}` : ""}`, rows.join("\n"), ...outputs].join(
    "\n\n",
  );
}

function details(summary: string, text: string): string {
  if (text.trim() === "") return "";
  const block = codeBlock(text, { maxLines: PROOF_MAX_LINES });
  return `<details><summary>${summary}</summary>\n\n${block}\n\n</details>`;
}

function risk({ risk: found }: Incident): string | undefined {
  if (found === undefined) return undefined;
  const factors = found.factors.map(
    ({ points, label, why }) =>
      `- ${points >= 0 ? "+" : "−"}${Math.abs(points)} ${escapeMarkdown(label)}: ${escapeMarkdown(why)}`,
  );
  return [`Tier ${found.tier}, ${found.score} of 100.`, factors.join("\n")].join("\n\n");
}

function approval(incident: Incident): string | undefined {
  const { approval: answer } = incident;
  const approvers = approversOf(incident);
  if (answer === undefined || approvers.length === 0) return undefined;
  const when = answer.decidedAt === undefined ? "" : ` at ${answer.decidedAt}`;
  const comments = [answer.comment, ...(answer.given ?? []).map(({ comment }) => comment)];
  const said = [...new Set(comments)].flatMap((comment) => (comment ? [`> ${escapeMarkdown(comment)}`] : []));
  const by = approvers.map(escapeMarkdown).join(" and ");
  return [`By ${by}${when}: exactly this fix, ${inlineCode(answer.digest)}.`, ...said].join("\n\n");
}

function undo({ fix }: Incident): string {
  const general = "Close this pull request; once it is merged, revert the merge.";
  return fix?.undo ? `${general} ${escapeMarkdown(fix.undo)}` : general;
}

function footer(facts: DeliveryFacts): string {
  const { id } = facts.incident;
  const url = incidentUrl(facts);
  const name = url === undefined ? `incident ${id}` : `[incident ${id}](${url})`;
  return `---\nMade by Pipewright for ${name}. Nothing was run that a person had not approved.\n${markerOf(id)}`;
}

/** A table's cell ends at a bar, even within code. */
function tableCode(text: string): string {
  return inlineCode(text).replaceAll("|", "\\|");
}

function firstLine(command: string): string {
  const [first = "", ...rest] = command.trim().split("\n");
  return rest.length > 0 ? `${first} …` : first;
}

function count(lines: number | null, sign: string): string {
  return lines === null ? "binary" : `${sign}${lines}`;
}

function cut(body: string): string {
  return body.length > BODY_MAX_CHARACTERS ? `${body.slice(0, BODY_MAX_CHARACTERS)}\n\n(cut here)` : body;
}
