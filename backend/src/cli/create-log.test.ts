import pino from "pino";
import { describe, expect, it } from "vitest";
import { ISSUED_SAMPLES, NAMED_VALUE, privateKey } from "../logs/testing/secret-samples.ts";
import { logOptions } from "./create-log.ts";

const SAMPLES: readonly (readonly [kind: string, secret: string])[] = [
  ...ISSUED_SAMPLES,
  ["assigned-secret", NAMED_VALUE],
  ["private-key", privateKey(3).join("\n")],
];

describe("the server's own log", () => {
  it.each(SAMPLES)("masks a %s in messages, fields and errors, and stays JSON", (_, secret) => {
    const lines: string[] = [];
    const log = pino(logOptions("info"), { write: (line: string) => void lines.push(line) });
    log.info(`DEPLOY_TOKEN=${secret}`);
    log.warn({ reason: `git said {"token":"${secret}"}` }, "refused");
    log.error({ err: new Error(`cannot use FASTLY_KEY="${secret}"`) }, "failed");
    expect(lines).toHaveLength(3);
    const value = secret.replace(/^(?:AccountKey|_gitlab_session)=/, "");
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
      expect(line).toContain("[redacted:");
      expect(line).not.toContain(value);
      expect(line).not.toContain(JSON.stringify(value).slice(1, -1));
    }
  });
});
