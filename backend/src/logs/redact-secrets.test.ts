import { describe, expect, it } from "vitest";
import { createRedactor } from "./redact-secrets.ts";

const A = "a1B2c3D4e5";
const SECRETS: [string, string][] = [
  ["github-token", `ghp_${A.repeat(4)}`],
  ["gitlab-token", `glpat-${A.repeat(2)}`],
  ["slack-token", `xoxb-123456789012-${A}`],
  ["npm-token", `npm_${A.repeat(3)}abcdef`],
  ["aws-key", "AKIAIOSFODNN7EXAMPLE".replace("1", "2")],
  ["google-key", `AIza${A.repeat(3)}abcde`],
  ["jwt", `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${A}${A}`],
];

describe("the redactor", () => {
  it.each(SECRETS)("masks a %s", (kind, secret) => {
    const masked = createRedactor()(`pushing with ${secret} now`);
    expect(masked).not.toContain(secret);
    expect(masked).toContain(`[redacted:${kind}]`);
  });

  it("masks passwords in addresses and values of secret-like names", () => {
    const redact = createRedactor();
    expect(redact("postgres://app:hunter22secret@db:5432/x")).toBe("postgres://app:[redacted:url-password]@db:5432/x");
    expect(redact("DB_PASSWORD=correcthorse")).toBe("DB_PASSWORD=[redacted:assigned-secret]");
    expect(redact('"api_key": "abcdef123456"')).toBe('"api_key": "[redacted:assigned-secret]"');
    expect(redact("Authorization: Bearer abc.def.ghi123")).toContain("[redacted:authorization]");
  });

  it("leaves what only speaks of secrets", () => {
    const redact = createRedactor();
    for (const line of [
      "password: ***",
      "token: secrets.TOKEN",
      "Error: secret is missing",
      "SECRET=$SECRET",
      "missing token: required",
    ]) {
      expect(redact(line)).toBe(line);
    }
  });

  it("masks a private key over its lines, and keeps their number", () => {
    const key = ["-----BEGIN RSA PRIVATE KEY-----", A, A, "-----END RSA PRIVATE KEY-----"].join("\n");
    const masked = createRedactor()(`before\n${key}\r\nafter`);
    expect(masked).not.toContain(A);
    expect(masked.split(/\r\n|\n/)).toHaveLength(6);
    expect(masked).toMatch(/^before\n[\s\S]*\nafter$|^before[\s\S]*after$/);
  });

  it("takes time linear in the text", () => {
    const redact = createRedactor();
    const long = `${"token".repeat(20_000)}=${"x".repeat(100_000)}`;
    const begun = performance.now();
    redact(long);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
