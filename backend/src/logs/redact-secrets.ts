interface SecretPattern {
  kind: string;
  pattern: RegExp;
}

/**
 * Formats that issuers document (GitHub, GitLab, Slack, Stripe, npm, PyPI, AWS, Google, Azure, SendGrid, OpenAI, Anthropic, JWT of
 * RFC 7519) and values that a secret-like name is given. A group named `secret` is what is masked; without one, the whole match.
 */
const PATTERNS: readonly SecretPattern[] = [
  { kind: "github-token", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\b/g },
  { kind: "gitlab-token", pattern: /\bgl(?:pat|ptt|dt|rt|cbt|oas)-[\w-]{20,64}/g },
  { kind: "slack-token", pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}|\bxapp-\d-[A-Za-z0-9-]{10,250}/g },
  { kind: "slack-webhook", pattern: /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/[A-Za-z0-9/_-]{20,200}/g },
  { kind: "stripe-key", pattern: /\b(?:sk|rk|whsec)_(?:(?:live|test)_)?[A-Za-z0-9]{16,250}\b/g },
  { kind: "npm-token", pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: "pypi-token", pattern: /\bpypi-[\w-]{50,300}/g },
  { kind: "aws-key", pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g },
  { kind: "google-key", pattern: /\bAIza[\w-]{35}|\bya29\.[\w-]{20,500}|\bGOCSPX-[\w-]{28}/g },
  { kind: "azure-key", pattern: /(?:AccountKey|SharedAccessKey)=(?<secret>[A-Za-z0-9+/]{40,100}={0,2})/g },
  { kind: "sendgrid-key", pattern: /\bSG\.[\w-]{16,32}\.[\w-]{16,64}/g },
  { kind: "model-key", pattern: /\bsk-(?:ant-|proj-|or-)?[\w-]{20,250}/g },
  { kind: "docker-token", pattern: /\bdckr_(?:pat|oat)_[\w-]{20,64}/g },
  { kind: "hashicorp-token", pattern: /\bhv[sbr]\.[\w-]{20,300}/g },
  { kind: "digitalocean-token", pattern: /\bdo[oprt]_v1_[a-f0-9]{64}\b/g },
  { kind: "telegram-token", pattern: /\b\d{8,10}:AA[\w-]{33}\b/g },
  { kind: "jwt", pattern: /\beyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{8,2000}/g },
  { kind: "url-password", pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@'"]{0,100}:(?<secret>[^\s/@'"]{1,200})@/gi },
  {
    kind: "authorization",
    pattern: /\bauthorization["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer|basic|token)\s{1,3}(?<secret>[\w.~+/=-]{6,2000})/gi,
  },
  {
    kind: "assigned-secret",
    pattern:
      /(?<![A-Za-z])(?:[\w.-]{0,40}(?:password|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|client[_-]?secret))["']?\s{0,3}(?:=|:(?!:))\s{0,3}["']?(?<secret>[^\s"',;<>()[\]{}]{8,500})/gi,
  },
];
const PRIVATE_KEY_BEGIN = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/;
const PRIVATE_KEY_END = /-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/;
/** A key that never ends is no key: more lines than the longest real one are not masked. */
const PRIVATE_KEY_MAX_LINES = 200;
/** Values that a secret-like name is often given in a log without being one. */
const HARMLESS =
  /^(?:\*{3,}|\[redacted|\$|%|true|false|null|none|undefined|required|missing|invalid|not|is|was|file:|env:|x{4,}|<|process\.env|os\.environ|secrets\.)/i;

/**
 * A function that masks secrets as `[redacted:<kind>]`. It keeps the number of lines, and remembers across calls that it is inside of a
 * private key, so that a log can be given to it line by line.
 */
export function createRedactor(): (text: string) => string {
  let keyLines = 0;

  function redactLine(line: string): string {
    if (keyLines > 0) {
      const isOver = PRIVATE_KEY_END.test(line) || keyLines > PRIVATE_KEY_MAX_LINES;
      keyLines = isOver ? 0 : keyLines + 1;
      return line.trim() === "" ? line : "[redacted:private-key]";
    }
    if (PRIVATE_KEY_BEGIN.test(line)) {
      keyLines = PRIVATE_KEY_END.test(line) ? 0 : 1;
      return "[redacted:private-key]";
    }
    return PATTERNS.reduce(mask, line);
  }

  return (text) =>
    text
      .split(/(\r\n|\n|\r)/)
      .map((part, index) => (index % 2 === 0 ? redactLine(part) : part))
      .join("");
}

function mask(line: string, { kind, pattern }: SecretPattern): string {
  return line.replace(pattern, (match: string, ...rest: unknown[]) => {
    const groups = rest.at(-1);
    const secret = typeof groups === "object" && groups !== null && "secret" in groups ? String(groups.secret) : match;
    if (HARMLESS.test(secret)) return match;
    return match.replace(secret, () => `[redacted:${kind}]`);
  });
}
