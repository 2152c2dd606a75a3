import { describe, expect, it } from "vitest";
import { createRedactor } from "./redact-secrets.ts";
import { ISSUED_SECRETS } from "./secret-formats.ts";

const A = "a1B2c3D4e5";
const HEX = "0123456789abcdef";
/** So many characters of an alphabet. Put together here, so that no file holds what a scanner would take for a secret. */
const of = (characters: string, length: number) =>
  characters.repeat(Math.ceil(length / characters.length)).slice(0, length);

const SECRETS: Record<string, string> = {
  "github-token": `ghp_${of(A, 36)}`,
  "gitlab-token": `glpat-${of(A, 20)}`,
  "bitbucket-token": `ATBB${of(A, 32)}`,
  "atlassian-token": `ATATT3${of(A, 180)}`,
  "npm-token": `npm_${of(A, 36)}`,
  "pypi-token": `pypi-${of(A, 90)}`,
  "rubygems-token": `rubygems_${of(HEX, 48)}`,
  "crates-token": `cio${of(A, 32)}`,
  "nuget-key": `oy2${of("a1b2c3", 43)}`,
  "clojars-token": `CLOJARS_${of("a1b2c3", 60)}`,
  "docker-token": `dckr_pat_${of(A, 27)}`,
  "slack-token": `xoxb-123456789012-${A}`,
  "slack-webhook": `https://hooks.slack.com/services/T0000/B0000/${of(A, 24)}`,
  "discord-webhook": `https://discord.com/api/webhooks/123456789012345678/${of(A, 68)}`,
  "teams-webhook": `https://shop.webhook.office.com/webhookb2/${of(HEX, 36)}@${of(HEX, 36)}/x`,
  "telegram-token": `123456789:AA${of(A, 33)}`,
  "stripe-key": `sk_live_${of(A, 24)}`,
  "square-token": `sq0atp-${of(A, 22)}`,
  "shopify-token": `shpat_${of(HEX, 32)}`,
  "twilio-key": `SK${of(HEX, 32)}`,
  "sendgrid-key": `SG.${of(A, 22)}.${of(A, 43)}`,
  "mailgun-key": `key-${of(HEX, 32)}`,
  "mailchimp-key": `${of(HEX, 32)}-us12`,
  "sendinblue-key": `xkeysib-${of(HEX, 64)}-${of(A, 16)}`,
  "aws-key": `AKIA${of("QWERTYUIOPASDFGH", 16)}`,
  "google-key": `AIza${of(A, 35)}`,
  "azure-key": `AccountKey=${of(A, 86)}==`,
  "digitalocean-token": `dop_v1_${of(HEX, 64)}`,
  "heroku-key": `HRKU-${of(HEX, 36)}`,
  "cloudflare-key": `v1.0-${of(HEX, 24)}-${of(HEX, 146)}`,
  "fly-token": `fo1_${of(A, 43)}`,
  "netlify-token": `nfp_${of(A, 36)}`,
  "hashicorp-token": `hvs.${of(A, 90)}`,
  "pulumi-token": `pul-${of(HEX, 40)}`,
  "doppler-token": `dp.pt.${of(A, 43)}`,
  "databricks-token": `dapi${of(HEX, 32)}`,
  "grafana-token": `glsa_${of(A, 32)}_${of(HEX, 8)}`,
  "newrelic-key": `NRAK-${of("A1B2C3", 27)}`,
  "sentry-token": `sntrys_${of(A, 80)}`,
  "dynatrace-token": `dt0c01.${of("A1B2C3", 24)}.${of("A1B2C3", 64)}`,
  "postman-key": `PMAK-${of(HEX, 24)}-${of(HEX, 34)}`,
  "linear-key": `lin_api_${of(A, 40)}`,
  "notion-token": `ntn_${of(A, 46)}`,
  "figma-token": `figd_${of(A, 40)}`,
  "huggingface-token": `hf_${of("abcdefGHIJ", 34)}`,
  "model-key": `sk-ant-${of(A, 90)}`,
  "planetscale-token": `pscale_tkn_${of(A, 43)}`,
  "supabase-token": `sbp_${of(HEX, 40)}`,
  "prefect-key": `pnu_${of("a1b2c3", 36)}`,
  "age-key": `AGE-SECRET-KEY-1${of("QPZRY9X8", 58)}`,
  "artifactory-key": `AKCp${of(A, 69)}`,
  jwt: `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${A}${A}`,
};

describe("the redactor", () => {
  it("has an example of every format it knows", () => {
    expect(Object.keys(SECRETS).sort()).toEqual(ISSUED_SECRETS.map((format) => format.kind).sort());
  });

  it.each(Object.entries(SECRETS))("masks a %s wherever it stands", (kind, secret) => {
    const value = secret.replace(/^AccountKey=/, "");
    for (const line of [
      `pushing with ${secret} now`,
      `"${secret}"`,
      secret,
      `2026-03-04T09:00:00.0001234Z x=${secret};`,
    ]) {
      const masked = createRedactor()(line);
      expect(masked).not.toContain(value);
      expect(masked).toContain("[redacted:");
    }
    expect(createRedactor()(`pushing with ${secret} now`)).toContain(`[redacted:${kind}]`);
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

  it("takes time linear in the text", () => {
    const redact = createRedactor();
    const begun = performance.now();
    redact(`${"token".repeat(20_000)}=${"x".repeat(100_000)}`);
    redact(`://${"a:".repeat(50_000)}`);
    redact("eyJ".repeat(50_000));
    redact(`-----BEGIN PRIVATE KEY-----${"A".repeat(100_000)}`);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
