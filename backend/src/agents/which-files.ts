import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { ReducedLog } from "@pipewright/contract/reduced-log";

const MAX_FILES = 6;

/** Where CI systems and containers put the repository. */
const WORKSPACES: readonly RegExp[] = [
  /^\/home\/runner\/work\/[^/]+\/[^/]+\//,
  /^\/Users\/runner\/work\/[^/]+\/[^/]+\//,
  /^[A-Z]:\/a\/[^/]+\/[^/]+\//i,
  /^\/__w\/[^/]+\/[^/]+\//,
  /^\/github\/workspace\//,
  /^\/builds\/[^/]+\/[^/]+\//,
  /^\/var\/(?:lib\/)?jenkins(?:_home)?\/workspace\/[^/]+\//,
  /^\/home\/jenkins\/(?:agent\/)?workspace\/[^/]+\//,
  /^\/home\/circleci\/(?:project|repo)\//,
  /^\/(?:root|tmp)\/project\//,
  /^\/home\/travis\/build\/[^/]+\/[^/]+\//,
  /^\/(?:var\/lib\/)?buildkite(?:-agent)?\/builds\/[^/]+\/[^/]+\/[^/]+\//,
  /^\/(?:usr\/src\/app|workspaces?|work|app|src|code|repo|project)\//,
];
const EXTENSION =
  "(?:py|pyi|[cm]?[jt]sx?|vue|svelte|go|rs|java|kts?|scala|groovy|gradle|rb|php|cs|fs|swift|c|cc|cpp|cxx|h|hh|hpp|sh|bash|sql|tf|ya?ml|toml|json|cfg|ini|xml|html|s?css|less|proto|md|txt|mk|cmake|properties|lock|mod|sum)";
const PATH = new RegExp(`(?<![\\w./@-])((?:[A-Za-z]:)?[\\w./\\\\@+-]*[\\w+-]\\.${EXTENSION})(?![\\w/])`, "g");
const BARE_NAMES =
  /(?<![\w./-])((?:[\w.-]+\/)*(?:Dockerfile|Makefile|Gemfile|Rakefile|Jenkinsfile|Procfile|CMakeLists\.txt))(?![\w/])/g;
/** `tests.test_load.LoadOrders.test_x` as unittest names it. */
const UNITTEST_ID = /\(((?:[a-z_]\w*\.)*test\w*)\.[A-Z]\w*(?:\.\w+)?\)/g;
const NOT_OURS =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|\.venv|venv|vendor\/bundle|\.cargo|\.m2|\.gradle|go\/pkg|hostedtoolcache|_actions|\.git)\//;

/** The up to six relative paths of source files that the diagnosis' evidence names, the primary evidence first. Pure: nobody looked whether they exist. */
export function filesNamedByEvidence(reduced: ReducedLog, diagnosis: Diagnosis): string[] {
  const inEvidence = diagnosis.evidence.flatMap(({ startLine, endLine }) =>
    reduced.lines.filter(({ n }) => n >= startLine && n <= endLine),
  );
  const inCandidates = reduced.candidates.flatMap(({ startLine, endLine }) =>
    reduced.lines.filter(({ n }) => n >= startLine && n <= endLine),
  );
  const named = new Set([...inEvidence, ...inCandidates].flatMap(({ text }) => pathsIn(text)));
  return [...named].slice(0, MAX_FILES);
}

function pathsIn(line: string): string[] {
  const text = line.replace(/https?:\/\/\S+/g, " ");
  const paths = [...text.matchAll(PATH), ...text.matchAll(BARE_NAMES)].map(([, path]) => toRelative(path ?? ""));
  const modules = [...text.matchAll(UNITTEST_ID)].map(([, module]) => `${(module ?? "").replaceAll(".", "/")}.py`);
  return [...paths, ...modules].filter((path) => path !== undefined);
}

/** Without the workspace's prefix; undefined for what lies outside it, or in somebody else's package. */
function toRelative(path: string): string | undefined {
  let relative = path.replaceAll("\\", "/");
  for (const workspace of WORKSPACES) relative = relative.replace(workspace, "");
  relative = relative.replace(/^(?:\.\/)+/, "");
  const isOutside = relative.startsWith("/") || /^[A-Za-z]:/.test(relative) || relative.split("/").includes("..");
  return isOutside || NOT_OURS.test(relative) || relative === "" ? undefined : relative;
}
