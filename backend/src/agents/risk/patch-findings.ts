import { type FilePatch, readPatch } from "../repair-patch.ts";
import { classifyPath } from "./classify-path.ts";
import { editFinding } from "./edit-finding.ts";
import { FINDINGS, type Finding, found } from "./finding.ts";
import { scriptFindings } from "./script-findings.ts";
import { unknownHosts } from "./unknown-hosts.ts";
import { addedPower, openedCi, weakenedChecks } from "./weakened-checks.ts";

const NOTHING = "/dev/null";
const ASSERTION = /\bassert\w*\b|\bexpect\s*\(|\bshould\b|\brequire\.\w+\(|\bEXPECT_|\bassert_/;
const MANY_FILES = 5;
const MANY_LINES = 50;
const VERY_MANY_LINES = 200;

/** What a unified diff does that is a risk. A diff that cannot be read is one. */
export function patchFindings(patch: string): Finding[] {
  const files = readPatch(patch);
  if (files.length === 0) return [found(FINDINGS.unreadable, "The patch is no unified diff.")];
  return [...files.flatMap(fileFindings), ...sizeFindings(files)];
}

function fileFindings(file: FilePatch): Finding[] {
  const path = pathOf(file);
  const kind = classifyPath(path);
  const added = changedLines(file, "+");
  const removed = changedLines(file, "-");
  const text = added.join("\n");
  const findings = [editFinding(path), ...weakenedChecks(text, path), ...addedPower(text, path)];
  if (file.newPath === NOTHING)
    findings.push(found(kind === "test" ? FINDINGS.deletesTests : FINDINGS.deletesFiles, path));
  const lostAssertions = count(removed, ASSERTION) - count(added, ASSERTION);
  if (kind === "test" && lostAssertions > 0)
    findings.push(found(FINDINGS.removesAssertions, `${path} (${lostAssertions})`));
  if (kind === "ci") findings.push(...openedCi(text, path));
  if (kind === "ci" || kind === "build" || kind === "git") findings.push(...shellFindings(added, path));
  if (kind !== "documentation") findings.push(...newHosts(file, added, path));
  if (file.headers.some((header) => /mode (?:100755|120000|160000)/.test(header)))
    findings.push(found(FINDINGS.changesMode, path));
  return findings;
}

/** Hosts that the added lines name and the lines around them do not. */
function newHosts({ hunks }: FilePatch, added: readonly string[], path: string): Finding[] {
  const kept = hunks.flatMap(({ lines }) => lines.filter((line) => !line.startsWith("+"))).join("\n");
  const known = new Set(unknownHosts(kept, path).map(({ why }) => why));
  return unknownHosts(added.join("\n"), path).filter(({ why }) => !known.has(why));
}

/** The commands in added lines of a workflow, a Makefile or a Dockerfile, as far as each line is shell by itself. */
function shellFindings(added: readonly string[], path: string): Finding[] {
  return added
    .map((line) => line.replace(/^\s*(?:-\s*)?(?:run:\s*\|?|RUN\s+|script:\s*|-\s+|@)/, "").trim())
    .filter((line) => line !== "" && !/^[\w.-]+:(?:\s|$)/.test(line))
    .flatMap(scriptFindings)
    .filter(({ id }) => !["unreadable", "dynamic-command", "edits-source", "writes-unknown"].includes(id))
    .map((finding) => ({ ...finding, why: `${path} adds: ${finding.why}` }));
}

function sizeFindings(files: readonly FilePatch[]): Finding[] {
  const lines = files.flatMap((file) => [...changedLines(file, "+"), ...changedLines(file, "-")]).length;
  if (lines <= MANY_LINES && files.length <= MANY_FILES) return [];
  const points = lines > VERY_MANY_LINES ? 25 : 10;
  return [
    {
      id: "large-change",
      label: "large change",
      points,
      why: `${lines} lines in ${files.length} file${files.length === 1 ? "" : "s"}`,
    },
  ];
}

function changedLines({ hunks }: FilePatch, mark: "+" | "-"): string[] {
  return hunks.flatMap(({ lines }) => lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(1)));
}

function count(lines: readonly string[], pattern: RegExp): number {
  return lines.filter((line) => pattern.test(line)).length;
}

function pathOf({ oldPath, newPath }: FilePatch): string {
  const path = newPath === NOTHING || newPath === "" ? oldPath : newPath;
  return path.replace(/^[ab]\//, "");
}
