/** How much of GitHub's hourly limit is left. */
export interface RateLimit {
  /** Whose it is, e.g. `the token`. */
  account: string;
  limit: number;
  remaining: number;
  resetAt: Date;
}

export interface RateLimits {
  /** Reads the headers of an answer. */
  note(account: string, headers: Readonly<Record<string, string | number | undefined>>): void;
  /** GitHub wants nothing more of this account for so long. ms. */
  block(account: string, forMs: number): void;
  /** How long GitHub wants nothing of the account. ms, 0 when it may be asked. */
  blockedMs(account: string): number;
  /** As each account's last answer said. */
  list(): RateLimit[];
}

export function createRateLimits(now: () => Date): RateLimits {
  const byAccount = new Map<string, RateLimit>();
  const blockedUntil = new Map<string, number>();
  return {
    note(account, headers) {
      const limit = Number(headers["x-ratelimit-limit"]);
      const remaining = Number(headers["x-ratelimit-remaining"]);
      const resetAt = new Date(Number(headers["x-ratelimit-reset"]) * 1000);
      const resource = headers["x-ratelimit-resource"] ?? "core";
      if (resource !== "core" || ![limit, remaining, resetAt.getTime()].every(Number.isFinite)) return;
      byAccount.set(account, { account, limit, remaining, resetAt });
    },
    block: (account, forMs) => void blockedUntil.set(account, now().getTime() + forMs),
    blockedMs: (account) => Math.max(0, (blockedUntil.get(account) ?? 0) - now().getTime()),
    list: () => [...byAccount.values()],
  };
}
