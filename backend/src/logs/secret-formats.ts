/** One kind of secret. A group named `secret` is what is masked; without one, the whole match. */
export interface SecretFormat {
  kind: string;
  /** Literals, in lower case, of which every match holds at least one: they spare most lines the pattern. */
  needs: readonly string[];
  /** Linear: every repetition is bounded, and none is nested in another. */
  pattern: RegExp;
}

/**
 * Secrets that are known by their form, as their issuers document it: GitHub, GitLab, Bitbucket, npm, PyPI, RubyGems, crates.io,
 * NuGet, Docker, Slack, Discord, Telegram, Stripe, Square, PayPal, Shopify, Twilio, SendGrid, Mailgun, Mailchimp, AWS, Google, Azure,
 * DigitalOcean, Heroku, Cloudflare, Fly.io, Vercel, Netlify, HashiCorp, Databricks, Grafana, New Relic, Sentry, Datadog, Postman,
 * Linear, Notion, Figma, Atlassian, Hugging Face, OpenAI, Anthropic, age, JSON Web Tokens (RFC 7519). The choice follows the ids of
 * the gitleaks rule set, which is the widest that is kept.
 */
export const ISSUED_SECRETS: readonly SecretFormat[] = [
  {
    kind: "github-token",
    needs: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{22,255})/g,
  },
  {
    kind: "gitlab-token",
    needs: [
      "glpat-",
      "glptt-",
      "gldt-",
      "glrt-",
      "glrtr-",
      "glcbt-",
      "gloas-",
      "glimt-",
      "glft-",
      "glsoat-",
      "glagent-",
      "glffct-",
      "_gitlab_session=",
    ],
    pattern: /\bgl(?:pat|ptt|dt|rt|rtr|cbt|oas|imt|ft|soat|agent|ffct)-[\w.-]{20,300}|_gitlab_session=[0-9a-z]{32}/g,
  },
  { kind: "bitbucket-token", needs: ["atbb", "atctt3"], pattern: /\bATBB[A-Za-z0-9]{24,64}|\bATCTT3[\w=-]{60,400}/g },
  { kind: "atlassian-token", needs: ["atatt3"], pattern: /\bATATT3[\w=-]{100,400}/g },
  { kind: "npm-token", needs: ["npm_"], pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: "pypi-token", needs: ["pypi-"], pattern: /\bpypi-[\w-]{50,1000}/g },
  { kind: "rubygems-token", needs: ["rubygems_"], pattern: /\brubygems_[a-f0-9]{48}\b/g },
  { kind: "crates-token", needs: ["cio"], pattern: /\bcio[A-Za-z0-9]{32}\b/g },
  { kind: "nuget-key", needs: ["oy2"], pattern: /\boy2[a-z0-9]{43}\b/g },
  { kind: "clojars-token", needs: ["clojars_"], pattern: /\bclojars_[a-z0-9]{60}\b/gi },
  { kind: "docker-token", needs: ["dckr_"], pattern: /\bdckr_(?:pat|oat)_[\w-]{20,64}/g },
  {
    kind: "slack-token",
    needs: ["xox", "xapp-"],
    pattern: /\bxox[abeoprs](?:\.xox[bp])?-[\w-]{10,250}|\bxapp-\d-[\w-]{10,250}/g,
  },
  {
    kind: "slack-webhook",
    needs: ["hooks.slack.com"],
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/+-]{20,200}/g,
  },
  {
    kind: "discord-webhook",
    needs: ["/api/webhooks/"],
    pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{15,22}\/[\w-]{40,100}/g,
  },
  {
    kind: "teams-webhook",
    needs: ["webhook.office.com"],
    pattern: /[\w-]{1,60}\.webhook\.office\.com\/webhookb2\/[\w@/-]{40,300}/g,
  },
  { kind: "telegram-token", needs: [":aa"], pattern: /\b\d{8,10}:AA[\w-]{33}(?![\w-])/g },
  {
    kind: "stripe-key",
    needs: ["sk_", "rk_", "whsec_"],
    pattern: /\b(?:(?:sk|rk)_(?:live|test|prod)|whsec)_[A-Za-z0-9]{10,250}/g,
  },
  { kind: "square-token", needs: ["eaaa", "sq0"], pattern: /\b(?:EAAA[\w-]{60}|sq0(?:atp|csp|idp)-[\w-]{22,43})/g },
  {
    kind: "shopify-token",
    needs: ["shpat_", "shpca_", "shppa_", "shpss_"],
    pattern: /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b/g,
  },
  { kind: "twilio-key", needs: [..."0123456789abcdef"].map((digit) => `sk${digit}`), pattern: /\bSK[0-9a-f]{32}\b/g },
  { kind: "sendgrid-key", needs: ["sg."], pattern: /\bSG\.[\w-]{16,32}\.[\w-]{16,64}/g },
  { kind: "mailgun-key", needs: ["key-", "pubkey-"], pattern: /\b(?:pub)?key-[a-f0-9]{32}\b/g },
  { kind: "mailchimp-key", needs: ["-us"], pattern: /\b[a-f0-9]{32}-us\d{1,2}\b/g },
  { kind: "sendinblue-key", needs: ["xkeysib-"], pattern: /\bxkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}\b/g },
  {
    kind: "aws-key",
    needs: ["akia", "asia", "abia", "acca", "a3t"],
    pattern: /\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g,
  },
  {
    kind: "google-key",
    needs: ["aiza", "ya29.", "gocspx-", "1//0"],
    pattern: /\bAIza[\w-]{35}|\bya29\.[\w-]{20,1000}|\bGOCSPX-[\w-]{28}|\b1\/\/0[\w-]{40,200}/g,
  },
  {
    kind: "azure-key",
    needs: ["accountkey=", "sharedaccesskey=", "sig=", "8q~", "7q~"],
    pattern:
      /(?:AccountKey|SharedAccessKey)=(?<secret>[A-Za-z0-9+/]{40,100}={0,2})|[?&]sig=(?<signature>[A-Za-z0-9%]{40,120})|\b[\w~.-]{3}[78]Q~[\w~.-]{31,34}/g,
  },
  { kind: "digitalocean-token", needs: ["_v1_"], pattern: /\bdo[oprt]_v1_[a-f0-9]{64}\b/g },
  { kind: "heroku-key", needs: ["hrku-"], pattern: /\bHRKU-[\w-]{36,70}/g },
  { kind: "cloudflare-key", needs: ["v1.0-"], pattern: /\bv1\.0-[a-f0-9]{24}-[a-f0-9]{146}\b/g },
  {
    kind: "fly-token",
    needs: ["fo1_", "fm1a_", "fm1r_", "fm2_"],
    pattern: /\b(?:fo1_[\w-]{43}|fm1[ar]_[\w+/=-]{100,1000}|fm2_[\w+/=-]{100,1000})/g,
  },
  { kind: "netlify-token", needs: ["nfp_"], pattern: /\bnfp_[A-Za-z0-9]{36,60}\b/g },
  {
    kind: "hashicorp-token",
    needs: ["hvs.", "hvb.", "hvr.", ".atlasv1."],
    pattern: /\bhv[sbr]\.[\w-]{20,300}|\b[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70}/g,
  },
  { kind: "pulumi-token", needs: ["pul-"], pattern: /\bpul-[a-f0-9]{40}\b/g },
  {
    kind: "doppler-token",
    needs: ["dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."],
    pattern: /\bdp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{40,80}/g,
  },
  { kind: "databricks-token", needs: ["dapi"], pattern: /\bdapi[a-f0-9]{32}(?:-\d)?\b/g },
  {
    kind: "grafana-token",
    needs: ["glc_", "glsa_"],
    pattern: /\bglc_[A-Za-z0-9+/]{32,400}={0,3}|\bglsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}\b/g,
  },
  {
    kind: "newrelic-key",
    needs: ["nrak-", "nrjs-", "nrii-", "nrra-"],
    pattern: /\bNR(?:AK|II|RA)-[\w-]{27,42}|\bNRJS-[a-f0-9]{19}\b/g,
  },
  { kind: "sentry-token", needs: ["sntrys_", "sntryu_"], pattern: /\bsntry[su]_[\w+/=-]{60,500}/g },
  { kind: "dynatrace-token", needs: ["dt0c01."], pattern: /\bdt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{64}\b/gi },
  { kind: "postman-key", needs: ["pmak-"], pattern: /\bPMAK-[a-f0-9]{24}-[a-f0-9]{34}\b/gi },
  { kind: "linear-key", needs: ["lin_api_"], pattern: /\blin_api_[A-Za-z0-9]{40}\b/g },
  {
    kind: "notion-token",
    needs: ["ntn_", "secret_"],
    pattern: /\bntn_[A-Za-z0-9]{40,60}\b|\bsecret_[A-Za-z0-9]{43}\b/g,
  },
  { kind: "figma-token", needs: ["figd_"], pattern: /\bfigd_[\w-]{40}/g },
  { kind: "huggingface-token", needs: ["hf_", "api_org_"], pattern: /\b(?:hf_|api_org_)[A-Za-z]{34}\b/g },
  {
    kind: "model-key",
    needs: ["sk-", "gsk_", "pplx-", "xai-", "r8_"],
    pattern:
      /\b(?:sk-(?:ant-|proj-|or-|svcacct-|admin-)?[\w-]{20,250}|gsk_\w{52}|pplx-\w{48}|xai-\w{80}|r8_\w{37,40})/g,
  },
  { kind: "planetscale-token", needs: ["pscale_"], pattern: /\bpscale_(?:pw|tkn|oauth)_[\w=.-]{32,64}/g },
  { kind: "supabase-token", needs: ["sbp_"], pattern: /\bsbp_[a-f0-9]{40}\b/g },
  { kind: "prefect-key", needs: ["pnu_"], pattern: /\bpnu_[a-z0-9]{36}\b/g },
  { kind: "age-key", needs: ["age-secret-key-"], pattern: /\bAGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/g },
  {
    kind: "artifactory-key",
    needs: ["akcp", "cmvmdg"],
    pattern: /\bAKCp[A-Za-z0-9]{60,80}|\bcmVmdG[A-Za-z0-9]{50,70}/g,
  },
  { kind: "jwt", needs: ["eyj"], pattern: /\bey[JI][\w-]{8,2000}\.ey[JI][\w-]{8,4000}\.[\w-]{8,2000}/g },
];
