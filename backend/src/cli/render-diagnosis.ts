import { styleText } from "node:util";
import type { DiagnoseOutput } from "@pipewright/contract/diagnose-output";

/** The diagnosis for a terminal: what broke, why we think so, what to do. */
export function renderDiagnosis(output: DiagnoseOutput): string {
  const { title, rootCause, category, severity, confidence, provider, evidence, fix, keptLines, totalLines, log } =
    output;
  const lines = [
    styleText("bold", title),
    rootCause,
    styleText("dim", `${category} · ${severity} · confidence ${confidence.toFixed(2)} · by ${provider}`),
    "",
    styleText("bold", `Evidence`) +
      styleText(
        "dim",
        `  ${grouped(keptLines)} of ${grouped(totalLines)} lines kept${log ? ` of ${printable(log)}` : ""}`,
      ),
    ...evidence.flatMap(({ startLine, endLine, reason, excerpt }) => [
      styleText(
        "dim",
        `  ${startLine === endLine ? `line ${grouped(startLine)}` : `lines ${grouped(startLine)}–${grouped(endLine)}`}: ${reason}`,
      ),
      ...excerpt.split("\n").map((line) => `  ${styleText("red", "▌")} ${printable(line)}`),
    ]),
  ];
  if (fix) {
    lines.push("", `${styleText("bold", "Proposed fix")}  ${fix.kind}: ${fix.summary}`, `  ${fix.why}`);
    const content = fix.script ?? fix.patch;
    if (content)
      lines.push(
        ...content
          .trimEnd()
          .split("\n")
          .map((line) => `  ${styleText("cyan", "│")} ${printable(line)}`),
      );
    if (fix.undo) lines.push(styleText("dim", `  undo: ${fix.undo}`));
  }
  return lines.join("\n");
}

/** A log is not to steer the terminal it is printed on. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is to be found
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "\u00b7");
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
