/** A credential that ends sooner is not handed out again: a push must have time to end. ms. */
const LEAST_TIME_MS = 15 * 60_000;
const KEPT_MOST = 1000;

export interface GitCredential {
  username: string;
  password: string;
}

export interface LastingCredential extends GitCredential {
  /** When GitHub takes it no more. */
  expiresAt: Date;
}

/** Asks for each credential once as long as it lasts, by its key; those who ask meanwhile wait for the same answer. */
export function keepCredentials(now: () => Date) {
  const kept = new Map<string, Promise<LastingCredential>>();
  return async (key: string, ask: () => Promise<LastingCredential>): Promise<GitCredential> => {
    const waiting = kept.get(key);
    // No pause where nobody has asked yet: of two who ask at once, the second must find the first one's question.
    const known = waiting && (await waiting.catch(() => undefined));
    if (known !== undefined && known.expiresAt.getTime() - now().getTime() > LEAST_TIME_MS) return known;
    if (kept.size >= KEPT_MOST) kept.clear();
    const asked = ask();
    kept.set(key, asked);
    const { username, password } = await asked;
    return { username, password };
  };
}
