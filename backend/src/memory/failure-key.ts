const SEPARATOR = "\n";

/** Names one fingerprint in one repository. */
export function failureKey({ repo, fingerprint }: { repo: string; fingerprint: string }): string {
  return `${fingerprint}${SEPARATOR}${repo}`;
}

/** What `failureKey` was made of. */
export function splitKey(key: string): { repo: string; fingerprint: string } {
  const at = key.indexOf(SEPARATOR);
  return { fingerprint: key.slice(0, at), repo: key.slice(at + SEPARATOR.length) };
}
