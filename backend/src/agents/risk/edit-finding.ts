import { classifyPath, type PathKind } from "./classify-path.ts";
import { FINDINGS, type Finding, type FindingKind, found } from "./finding.ts";

const EDITS: Readonly<Record<PathKind, FindingKind>> = {
  git: FINDINGS.editsGit,
  ci: FINDINGS.editsCi,
  secret: FINDINGS.touchesSecrets,
  lockfile: FINDINGS.editsLockfile,
  manifest: FINDINGS.editsManifest,
  test: FINDINGS.editsTest,
  build: FINDINGS.editsBuild,
  configuration: FINDINGS.editsConfiguration,
  documentation: FINDINGS.editsDocumentation,
  source: FINDINGS.editsSource,
};

/** The risk of changing a file of the repository, by what kind of file it is. */
export function editFinding(path: string): Finding {
  return found(EDITS[classifyPath(path)], path);
}
