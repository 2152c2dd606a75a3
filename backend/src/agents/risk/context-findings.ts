import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { FixDraft } from "@pipewright/contract/fix";
import type { Finding } from "./finding.ts";

export interface RiskContext {
  diagnosis: Diagnosis;
  branch: string;
  defaultBranch: string;
  at: Date;
  /** IANA name; absent: UTC. */
  timeZone?: string | undefined;
  /** True when the failing commit comes from a fork or from somebody who may not write to the repository. */
  forkOrUntrusted?: boolean | undefined;
}

const NIGHT = { from: 22, to: 6 };
const RELEASE_BRANCH =
  /^(?:release|releases|hotfix|stable|production|prod|live|deploy)(?:[/._-]|$)|^v?\d+\.\d+(?:\.(?:\d+|x))?$/i;
const UNSURE = 0.5;
const RATHER_SURE = 0.75;

/** The risk in where, when and by whom, whatever the fix does. */
export function contextFindings(fix: FixDraft, context: RiskContext): Finding[] {
  return [
    ...branchFindings(context),
    ...timeFindings(context),
    ...originFindings(fix, context),
    ...(fix.network
      ? [{ id: "needs-network", label: "needs network", points: 10, why: "The fix asks for the network." }]
      : []),
  ];
}

function branchFindings({ branch, defaultBranch }: RiskContext): Finding[] {
  if (branch === defaultBranch) {
    return [
      { id: "default-branch", label: "default branch", points: 10, why: `${branch} is what everybody builds on.` },
    ];
  }
  if (!RELEASE_BRANCH.test(branch)) return [];
  return [
    {
      id: "release-branch",
      label: "release branch",
      points: 15,
      why: `${branch} looks like a branch that is released.`,
    },
  ];
}

function timeFindings({ at, timeZone = "UTC" }: RiskContext): Finding[] {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    weekday: "short",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  const hour = Number(part("hour"));
  const clock = `${part("weekday")} ${part("hour")}:${part("minute")} ${timeZone}`;
  if (hour >= NIGHT.from || hour < NIGHT.to)
    return [{ id: "night", label: "night", points: 5, why: `It is ${clock}: few are awake to notice.` }];
  if (/^(?:Sat|Sun)$/.test(part("weekday")))
    return [{ id: "weekend", label: "weekend", points: 3, why: `It is ${clock}.` }];
  return [];
}

function originFindings(fix: FixDraft, { diagnosis, forkOrUntrusted }: RiskContext): Finding[] {
  const findings: Finding[] = [];
  const percent = `${Math.round(diagnosis.confidence * 100)} %`;
  if (diagnosis.confidence < UNSURE)
    findings.push({
      id: "low-confidence",
      label: "low confidence",
      points: 20,
      why: `The diagnosis is only ${percent} sure.`,
    });
  else if (diagnosis.confidence < RATHER_SURE)
    findings.push({
      id: "low-confidence",
      label: "low confidence",
      points: 10,
      why: `The diagnosis is ${percent} sure.`,
    });
  if (fix.provider !== "knowledge" && fix.provider !== "person")
    findings.push({
      id: "made-by-model",
      label: "made by a model",
      points: 10,
      why: `${fix.provider} wrote it, from text that anybody may have written.`,
    });
  if (forkOrUntrusted)
    findings.push({
      id: "untrusted-origin",
      label: "untrusted origin",
      points: 20,
      why: "The commit comes from a fork or from somebody without write access.",
    });
  return findings;
}
