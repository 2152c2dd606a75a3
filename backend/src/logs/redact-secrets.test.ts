import { describe, expect, it } from "vitest";
import { createRedactor } from "./redact-secrets.ts";
import { ISSUED_SECRETS } from "./secret-formats.ts";
import { SECRET_ISSUERS } from "./secret-issuers.ts";
import { ISSUED_SAMPLES, NAMED_VALUE, privateKey, UUID_VALUE } from "./testing/secret-samples.ts";

const A = "a1B2c3D4e5";
const of = (characters: string, length: number) =>
  characters.repeat(Math.ceil(length / characters.length)).slice(0, length);

describe("the redactor", () => {
  it("has a sample of every form it knows", () => {
    const unseen = ISSUED_SECRETS.filter(
      ({ kind, pattern }) => !ISSUED_SAMPLES.some(([of, secret]) => of === kind && secret.search(pattern) !== -1),
    );
    expect(unseen).toEqual([]);
  });

  it.each(ISSUED_SAMPLES)("masks a %s wherever it stands", (kind, secret) => {
    const value = secret.replace(/^(?:AccountKey|_gitlab_session)=/, "");
    for (const line of [
      `pushing with ${secret} now`,
      `"${secret}"`,
      secret,
      `2026-03-04T09:00:00.0001234Z x=${secret};`,
      `\u001b[36;1m${secret}\u001b[0m`,
      `"{\\"a\\":\\"${secret}\\"}"`,
      `"before\\n${secret}\\nafter"`,
      `https://api.test/x?t=${secret}&y=1`,
      `<x>${secret}</x>`,
    ]) {
      const masked = createRedactor()(line);
      expect(masked).not.toContain(value);
      expect(masked).toContain("[redacted:");
    }
    expect(createRedactor()(`pushing with ${secret} now`)).toContain(`[redacted:${kind}]`);
  });

  it.each(SECRET_ISSUERS)("masks what %s gives out, which has no form of its own", (issuer) => {
    for (const value of [NAMED_VALUE, UUID_VALUE]) {
      for (const line of [
        `${issuer.toUpperCase()}_API_KEY=${value}`,
        `${issuer}_api_key: "${value}"`,
        `{"${issuer}_secret":"${value}","x":1}`,
        `"{\\"${issuer}\\":\\"${value}\\"}"`,
        `export ${issuer.toUpperCase()}_TOKEN='${value}'`,
        `\u001b[36;1m${issuer.toUpperCase()}_KEY\u001b[0m=\u001b[32m${value}\u001b[0m`,
        `tool --${issuer}-token ${value} run`,
        `https://api.test/x?${issuer}_key=${value}&y=1`,
      ]) {
        expect(createRedactor()(line)).not.toContain(value);
      }
    }
  });

  it.each([
    ["postgres://app:hunter22secret@db:5432/x", "postgres://app:[redacted:url-password]@db:5432/x"],
    [`https://${of(A, 30)}@github.com/a/b`, "https://[redacted:url-token]@github.com/a/b"],
    ["DB_PASSWORD=correcthorse", "DB_PASSWORD=[redacted:assigned-secret]"],
    ['"api_key": "abcdef123456"', '"api_key": "[redacted:assigned-secret]"'],
    ["Authorization: Bearer abc.def.ghi123", "Authorization: Bearer [redacted:authorization]"],
    ["authorization: basic dXNlcjpwYXNz", "authorization: basic [redacted:authorization]"],
    ["login --password hunter2 --user me", "login --password [redacted:password-option] --user me"],
    ["curl -s -u me:hunter2 https://x", "curl -s -u me:[redacted:password-option] https://x"],
    ['db_password: "my long, odd pass"', 'db_password: "[redacted:assigned-secret]"'],
    ["Server=x;Password=hunter2,;", "Server=x;Password=[redacted:assigned-secret],;"],
    [`curl -H "X-Api-Key: ${of(A, 20)}" x`, 'curl -H "X-Api-Key: [redacted:header-key]" x'],
    ["client_secret => q8ZxP0aB77", "client_secret => [redacted:assigned-secret]"],
  ])("masks what a name gives away: %s", (line, masked) => {
    expect(createRedactor()(line)).toBe(masked);
  });

  it.each([
    "password: ***",
    "token: secrets.TOKEN",
    "server-password: GITHUB_TOKEN",
    "Error: secret is missing",
    "SECRET=$SECRET",
    "missing token: required",
    "unexpected token: identifier",
    "primary_key: order_id",
    "  password = request.form",
    "  secret: config.github.webhookSecret,",
    "fetch(path, { credentials: 'same-origin' })",
    "--- PASS: TestLogin (0.01s)",
    "PASS: tests/login.test.ts",
    "SENTRY_RELEASE=0123456789abcdef0123456789abcdef01234567",
    "Cache restored from key: Linux-node-0123456789abcdef0123456789abcdef01234567",
    "request-id: 4f1c8a52-9b3e-4d7a-8c61-2e5f90ab7d13",
    "image: registry.test/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbImZvby5qcyJdfQ==",
    "task-runner-for-very-long-names-123456",
    "tests/test_auth.py::test_token_expired[param0-1234567890abcdef] PASSED",
    "    at FetchConnection.doFetch(FetchConnection.java:1234)",
    "cache key: node-modules-linux",
    "KeyError: 'password'",
    "https://user@example.org/path",
    "commit 0123456789abcdef0123456789abcdef01234567",
    "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "integrity sha512-abcdefghijklmnopqrstuvwxyz0123456789==",
  ])("leaves what only speaks of secrets: %s", (line) => {
    expect(createRedactor()(line)).toBe(line);
  });

  it("masks a private key over its lines, and keeps their number", () => {
    const key = ["-----BEGIN RSA PRIVATE KEY-----", of(A, 64), "abc=", "-----END RSA PRIVATE KEY-----"].join("\n");
    const masked = createRedactor()(`before\n${key}\r\nafter it`);
    expect(masked).not.toContain(A);
    expect(masked).not.toContain("abc=");
    expect(masked.split(/\r\n|\n/)).toHaveLength(6);
    expect(masked.startsWith("before\n[redacted:private-key]\n")).toBe(true);
    expect(masked.endsWith("\r\nafter it")).toBe(true);
  });

  it("masks a private key that is given piece by piece, with timestamps", () => {
    const redact = createRedactor();
    const at = "2026-03-04T09:00:00.0001234Z ";
    const masked = [
      `${at}-----BEGIN OPENSSH PRIVATE KEY-----\n`,
      `${at}${of(A, 70)}\n`,
      `${at}-----END OPENSSH PRIVATE KEY-----\n`,
    ]
      .map(redact)
      .join("");
    expect(masked).not.toContain(A);
    expect(redact("free again\n")).toBe("free again\n");
  });

  it("masks a private key on one line", () => {
    const line = `KEY='-----BEGIN EC PRIVATE KEY-----\\n${of(A, 64)}\\n-----END EC PRIVATE KEY-----' ./run`;
    expect(createRedactor()(line)).not.toContain(A);
  });

  it("does not swallow the log after a key that never ends", () => {
    const redact = createRedactor();
    redact("-----BEGIN PRIVATE KEY-----\n");
    expect(redact("and now for the tests\n")).toBe("and now for the tests\n");
  });

  it.each([
    "",
    "2026-03-04T09:00:00.0001234Z ",
    "web_1  | ",
    "\u001b[36;1m",
    "build\tRun\t2026-03-04T09:00:00.0001234Z ",
  ])("masks a private key behind %j on every line", (before) => {
    const masked = createRedactor()(
      privateKey(6)
        .map((line) => before + line)
        .join("\n"),
    );
    expect(masked).not.toContain(A);
    expect(masked).not.toContain("abc=");
    expect(masked.split("\n")).toHaveLength(9);
  });

  it("masks the values of a Kubernetes Secret, whatever they are called, and no others", () => {
    const secret = [
      "data:",
      "  tls.crt: aGVsbG8gd29ybGQxMjM=",
      "  user: bWUx",
      "kind: Secret",
      "x: aGVsbG8gd29ybGQxMjM=",
    ];
    expect(createRedactor()(secret.join("\n")).split("\n")).toEqual([
      "data:",
      "  tls.crt: [redacted:kubernetes-secret]",
      "  user: bWUx",
      "kind: Secret",
      "x: aGVsbG8gd29ybGQxMjM=",
    ]);
    const first = ["kind: Secret", "metadata:", "  name: x", "data:", "  user: bWUx", "type: Opaque"];
    expect(createRedactor()(first.join("\n"))).toContain("  user: [redacted:kubernetes-secret]\ntype: Opaque");
    const map = ["kind: ConfigMap", "data:", "  mode: production", "  port: 8080"].join("\n");
    expect(createRedactor()(map)).toBe(map);
  });

  it("takes time linear in the text", () => {
    const redact = createRedactor();
    const begun = performance.now();
    redact(`${"token".repeat(20_000)}=${"x".repeat(100_000)}`);
    redact(`://${"a:".repeat(50_000)}`);
    redact("eyJ".repeat(50_000));
    redact(`-----BEGIN PRIVATE KEY-----${"A".repeat(100_000)}`);
    for (const unit of ["a", "=", "eyJ", "token=", "key: ", "curl -u ", "-----BEGIN RSA PRIVATE KEY-----", "sk-"])
      redact(unit.repeat(Math.ceil(1_000_000 / unit.length)));
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
