import { TooManyRequestsError } from "@pipewright/contract/errors";
import { RateLimiterMemory } from "rate-limiter-flexible";

/** Counts wrong tokens by address. */
export interface AttemptLimit {
  /** @throws TooManyRequestsError while the address has used up its attempts */
  check(address: string): Promise<void>;
  countFailure(address: string): Promise<void>;
}

export interface AttemptLimitOptions {
  /** Wrong tokens that one address may send within a window. */
  attempts: number;
  windowSeconds: number;
}

export const DEFAULT_ATTEMPT_LIMIT: AttemptLimitOptions = { attempts: 10, windowSeconds: 60 };

export function createAttemptLimit({ attempts, windowSeconds }: AttemptLimitOptions): AttemptLimit {
  const failures = new RateLimiterMemory({ points: attempts, duration: windowSeconds });
  return {
    async check(address) {
      const spent = await failures.get(address);
      if (spent === null || spent.remainingPoints > 0) return;
      throw new TooManyRequestsError(
        "Too many wrong tokens came from this address. Try again later.",
        spent.msBeforeNext,
      );
    },
    async countFailure(address) {
      await failures.penalty(address);
    },
  };
}
