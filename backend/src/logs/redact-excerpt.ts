import type { ReducedLog } from "@pipewright/contract/reduced-log";
import { createRedactor } from "./redact-secrets.ts";

/** A line of a private key's body, as OpenSSL and OpenSSH write them: 64 to 76 characters of base64 with capitals among them. */
const KEY_BODY = /(?<![\w+/=-])(?=[a-z0-9+/]{0,60}[A-Z])(?=[A-Z0-9+/]{0,60}[a-z])[A-Za-z0-9+/]{64,76}={0,2}(?=\s*$)/gm;

/** Masks secrets in lines out of their context: a private key's body may have lost its first line. */
export function redactExcerpt(text: string): string {
  return createRedactor()(text).replace(KEY_BODY, "[redacted:private-key]");
}

/** The same, in all that is kept of a log's own words. */
export function redactReduced(reduced: ReducedLog): ReducedLog {
  const redact = createRedactor();
  const { failingStep, lines } = reduced;
  return {
    ...reduced,
    lines: lines.map(({ n, text }) => ({ n, text: redact(text).replace(KEY_BODY, "[redacted:private-key]") })),
    ...(failingStep && {
      failingStep: {
        name: redactExcerpt(failingStep.name),
        ...(failingStep.command !== undefined && { command: redactExcerpt(failingStep.command) }),
      },
    }),
  };
}
