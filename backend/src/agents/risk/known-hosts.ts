/**
 * Hosts that a build commonly speaks to or that stand in files as names: package registries, forges, distributions, container
 * registries and the homes of schemas. A host below one of them counts as well.
 */
const KNOWN_HOSTS: readonly string[] = [
  "localhost",
  "127.0.0.1",
  "[::1]",
  // Forges
  "github.com",
  "githubusercontent.com",
  "gitlab.com",
  "bitbucket.org",
  "codeberg.org",
  "sr.ht",
  "dev.azure.com",
  // Package registries
  "registry.npmjs.org",
  "npmjs.com",
  "registry.yarnpkg.com",
  "jsr.io",
  "pypi.org",
  "files.pythonhosted.org",
  "conda.anaconda.org",
  "repo.anaconda.com",
  "crates.io",
  "proxy.golang.org",
  "sum.golang.org",
  "go.dev",
  "golang.org",
  "gopkg.in",
  "rubygems.org",
  "packagist.org",
  "getcomposer.org",
  "repo.maven.apache.org",
  "repo1.maven.org",
  "maven.google.com",
  "dl.google.com",
  "plugins.gradle.org",
  "services.gradle.org",
  "api.nuget.org",
  "www.nuget.org",
  "hex.pm",
  "pub.dev",
  "cran.r-project.org",
  // Tools and distributions
  "nodejs.org",
  "python.org",
  "rustup.rs",
  "rust-lang.org",
  "deb.debian.org",
  "security.debian.org",
  "deb.nodesource.com",
  "archive.ubuntu.com",
  "security.ubuntu.com",
  "dl-cdn.alpinelinux.org",
  // Container registries
  "docker.io",
  "docker.com",
  "ghcr.io",
  "quay.io",
  "mcr.microsoft.com",
  "registry.k8s.io",
  "public.ecr.aws",
  // Names of schemas
  "www.w3.org",
  "json-schema.org",
  "json.schemastore.org",
  "maven.apache.org",
  "schemas.microsoft.com",
];

/** Whether builds commonly speak to the host. What cannot be told from the text, such as `$HOST`, is not known. */
export function isKnownHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return KNOWN_HOSTS.some((known) => name === known || name.endsWith(`.${known}`));
}
