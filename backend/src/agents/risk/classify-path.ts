export type PathKind =
  | "git"
  | "ci"
  | "secret"
  | "lockfile"
  | "manifest"
  | "test"
  | "build"
  | "configuration"
  | "documentation"
  | "source";

const KINDS: readonly { kind: PathKind; pattern: RegExp }[] = [
  { kind: "git", pattern: /(?:^|\/)\.git(?:\/|$)|(?:^|\/)\.gitmodules$|(?:^|\/)\.husky\// },
  {
    kind: "ci",
    pattern:
      /(?:^|\/)(?:\.github\/(?:workflows|actions)\/|\.gitlab-ci|\.circleci\/|\.buildkite\/|\.travis\.yml|Jenkinsfile|azure-pipelines|bitbucket-pipelines|\.drone\.yml|appveyor\.yml|\.tekton\/|\.woodpecker|action\.ya?ml$|CODEOWNERS$|dependabot\.yml)/i,
  },
  {
    kind: "secret",
    pattern:
      /(?:^|\/)(?:\.env(?!\.(?:example|sample|template|dist))(?:\.[\w-]+)?|\.netrc|\.npmrc|\.pypirc|\.pgpass|\.htpasswd|id_(?:rsa|dsa|ecdsa|ed25519)[\w.]*|credentials(?:\.\w+)?|secrets?\.(?:ya?ml|json|toml)|[\w.-]+\.(?:pem|key|p12|pfx|jks|keystore|kdbx))$|(?:^|\/)(?:\.ssh|\.aws|\.gnupg|\.kube|\.docker)(?:\/|$)/i,
  },
  {
    kind: "lockfile",
    pattern:
      /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|poetry\.lock|uv\.lock|Pipfile\.lock|pdm\.lock|go\.sum|Cargo\.lock|Gemfile\.lock|composer\.lock|packages\.lock\.json|gradle\.lockfile|mix\.lock|Package\.resolved|\.terraform\.lock\.hcl)$/,
  },
  {
    kind: "manifest",
    pattern:
      /(?:^|\/)(?:package\.json|requirements[\w.-]*\.(?:txt|in)|constraints[\w.-]*\.txt|pyproject\.toml|setup\.(?:py|cfg)|Pipfile|go\.(?:mod|work)|Cargo\.toml|Gemfile|[\w.-]+\.gemspec|composer\.json|pom\.xml|build\.gradle(?:\.kts)?|[\w.-]+\.csproj|mix\.exs|Package\.swift|environment\.ya?ml)$/,
  },
  {
    kind: "test",
    pattern:
      /(?:^|\/)(?:tests?|specs?|__tests__|e2e|testdata|__snapshots__|src\/test)\/|(?:^|\/)(?:test_[\w.-]+|[\w.-]+[._-](?:test|spec|tests|specs)\.\w+|[\w-]+Tests?\.(?:java|kt|cs|swift|php)|conftest\.py|pytest\.ini|tox\.ini|(?:vitest|jest|playwright|cypress|karma)\.config\.\w+)$/,
  },
  {
    kind: "build",
    pattern:
      /(?:^|\/)(?:[\w.-]*Dockerfile[\w.-]*|(?:docker-)?compose[\w.-]*\.ya?ml|(?:GNU)?[Mm]akefile|CMakeLists\.txt|Rakefile|gradlew?|mvnw|[\w.-]+\.(?:sh|bash|ps1|bat|mk))$/,
  },
  { kind: "documentation", pattern: /(?:^|\/)docs?\/|\.(?:md|rst|adoc)$|(?:^|\/)(?:LICENSE|CHANGELOG|NOTICE)$/i },
  {
    kind: "configuration",
    pattern: /\.(?:ya?ml|json|jsonc|toml|ini|cfg|conf|properties|xml|env\.example)$|(?:^|\/)\.[\w.-]+rc$/,
  },
];

/** What a file of the repository is, by its path. */
export function classifyPath(path: string): PathKind {
  return KINDS.find(({ pattern }) => pattern.test(path))?.kind ?? "source";
}
