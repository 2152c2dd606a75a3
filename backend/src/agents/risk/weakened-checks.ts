import { FINDINGS, type Finding, found } from "./finding.ts";

const DISABLES =
  /@(?:pytest\.mark\.|unittest\.)?(?:skip|skipif|skipIf|skipUnless|xfail|expectedFailure)\b|pytest\.(?:skip|mark\.(?:skip|xfail))|\b(?:it|test|describe|suite|context)\.(?:skip|todo|only|fails)\b|\bx(?:it|describe|test|context)\s*\(|\bt\.Skip(?:f|Now)?\s*\(|@(?:Disabled|Ignore)\b|#\[ignore|\[Ignore|\bpending\s*\(|\bskipTest\s*\(|--passWithNoTests|--deselect\b|\bcollect_ignore\b|testPathIgnorePatterns|continue-on-error:\s*true|allow_failure:\s*true|fail-fast:\s*false|-DskipTests|-Dmaven\.test\.skip|--no-verify\b|--exit-zero\b|\bassert\s+True\s*$|expect\(true\)\.toBe\(true\)/m;
const SWALLOWS =
  /(?:pytest|unittest|vitest|jest|mocha|npm (?:run )?test|go test|cargo test|mvn|gradle|tox|rspec|make (?:test|check)|eslint|tsc|ruff|mypy)\b[^\n]*\|\|\s*(?:true|:|exit 0|echo)/;
const SILENCES =
  /#\s*type:\s*ignore|#\s*noqa|@ts-(?:ignore|nocheck|expect-error)|eslint-disable|biome-ignore|\/\/\s*nolint|@SuppressWarnings|#\[allow\(|#pragma warning disable|rubocop:disable|# pylint: disable|# pragma: no cover/;
const WEAKENS_TLS =
  /verify\s*=\s*False|rejectUnauthorized\s*:\s*false|InsecureSkipVerify\s*:\s*true|CERT_NONE|ssl_verify\s*[:=]\s*false|strict-ssl\s*=\s*false/i;
const OPENS_CI =
  /pull_request_target|permissions:\s*write-all|\b(?:contents|packages|actions|id-token|deployments):\s*write\b|persist-credentials:\s*true|\$\{\{\s*secrets\./;
const POWERFUL =
  /\bos\.system\s*\(|shell\s*=\s*True|\beval\s*\(|\bchild_process\b|\bexecSync\s*\(|\bRuntime\.getRuntime\(\)\.exec|\bpickle\.loads\b|"(?:pre|post)?install"\s*:|"prepare"\s*:/;

/** Checks that text switches off where it is written: tests skipped, warnings silenced, certificates not verified. */
export function weakenedChecks(text: string, where: string): Finding[] {
  const findings: Finding[] = [];
  if (DISABLES.test(text) || SWALLOWS.test(text))
    findings.push(
      found(FINDINGS.disablesTests, `${where}: ${excerpt(text, DISABLES.test(text) ? DISABLES : SWALLOWS)}`),
    );
  if (SILENCES.test(text)) findings.push(found(FINDINGS.silences, `${where}: ${excerpt(text, SILENCES)}`));
  if (WEAKENS_TLS.test(text)) findings.push(found(FINDINGS.weakensTls, `${where}: ${excerpt(text, WEAKENS_TLS)}`));
  return findings;
}

/** The same for what is added to a CI configuration. */
export function openedCi(text: string, where: string): Finding[] {
  return OPENS_CI.test(text) ? [found(FINDINGS.opensCi, `${where}: ${excerpt(text, OPENS_CI)}`)] : [];
}

/** Code added to a file that gives whoever runs it more power. */
export function addedPower(text: string, where: string): Finding[] {
  return POWERFUL.test(text) ? [found(FINDINGS.addsPowerfulCode, `${where}: ${excerpt(text, POWERFUL)}`)] : [];
}

function excerpt(text: string, pattern: RegExp): string {
  return (pattern.exec(text)?.[0] ?? "").replace(/\s+/g, " ").trim();
}
