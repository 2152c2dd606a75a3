/** Where CI systems put the repository. */
const WORKSPACE =
  /^(?:\/home\/runner\/work\/[^/]+\/[^/]+|\/Users\/runner\/work\/[^/]+\/[^/]+|\/__w\/[^/]+\/[^/]+|\/github\/workspace|\/builds\/[^/]+\/[^/]+|\/workspace|\/home\/circleci\/project|\/home\/travis\/build\/[^/]+\/[^/]+)\//;
const SANE = /^[\w@+.-][\w@+./ -]{0,300}$/;

/**
 * The path relative to the repository's root, if the log names a file of it in a way that is safe to use: no way out of the
 * repository, no option look-alike, nothing of git's own, no strange characters.
 */
export function repositoryPath(named: string): string | undefined {
  const path = named.replace(WORKSPACE, "").replace(/^(?:\.\/)+/, "");
  if (!SANE.test(path) || path.startsWith("-") || path.endsWith("/")) return undefined;
  const parts = path.split("/");
  return parts.some((part) => part === "" || part === ".." || part.toLowerCase() === ".git") ? undefined : path;
}
