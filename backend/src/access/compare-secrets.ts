import { createHash, timingSafeEqual } from "node:crypto";

/** Whether two secrets are equal, in a time that depends on neither their content nor their length. */
export function secretsMatch(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
