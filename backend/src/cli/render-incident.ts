import { styleText } from "node:util";
import type { Incident, RunResult } from "@pipewright/contract/incident";
import { printable, renderDiagnosis } from "./render-diagnosis.ts";

/** What a person decides on: diagnosis, evidence, fix and risk. */
export function renderDecision({ diagnosis, fix, risk }: Incident): string {
  if (!diagnosis || !fix || !risk) return "There is nothing to decide.";
  const tierColour = { low: "green", medium: "yellow", high: "red", critical: "red" } as const;
  return [
    "",
    renderDiagnosis({ ...diagnosis, fix }),
    "",
    `${styleText("bold", "Risk")} ${styleText(tierColour[risk.tier], `${risk.score} ${risk.tier}`)}`,
    ...risk.factors.map(
      ({ points, label, why }) => `  ${points < 0 ? "" : "+"}${points} ${label}${styleText("dim", `  ${why}`)}`,
    ),
    ...(fix.command ? ["", `${styleText("bold", "Will run")}  ${fix.command} → fix → ${fix.command}`] : []),
    styleText("dim", `  network: ${fix.network ? "yes" : "no"} · ${fix.digest}`),
  ].join("\n");
}

/** What came of it: the command before and after, and the verdict. */
export function renderProof({ execution, verification, failure }: Incident): string {
  if (!verification) return styleText("red", `Failed: ${failure?.message ?? "it was not run"}`);
  const { verdict, command, before, after, reason } = verification;
  const colour = { proven: "green", unproven: "yellow", refuted: "red" } as const;
  return [
    "",
    `${styleText("bold", command)}  ${styleText("dim", `in ${execution?.executor ?? "no executor"}`)}`,
    `  before  ${exit(before ?? execution?.before)}`,
    `  after   ${exit(after)}`,
    styleText(
      [colour[verdict], "bold"],
      `${verdict[0]?.toUpperCase()}${verdict.slice(1)}${reason ? `: ${reason}` : ""}`,
    ),
  ].join("\n");
}

/** A diff in colours. */
export function renderDiff(diff: string): string {
  const colourOf = (line: string) => (line.startsWith("+") ? "green" : line.startsWith("-") ? "red" : "white");
  return diff
    .split("\n")
    .map((line) => styleText(colourOf(line), printable(line)))
    .join("\n");
}

function exit(result: RunResult | undefined): string {
  if (!result) return styleText("dim", "not run");
  if (result.outcome !== "exited") return styleText("yellow", result.reason ?? result.outcome);
  return result.exitCode === 0 ? styleText("green", "green, exit 0") : styleText("red", `red, exit ${result.exitCode}`);
}
