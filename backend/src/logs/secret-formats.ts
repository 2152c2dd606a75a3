/** One kind of secret. A group named `secret` is what is masked; without one, the whole match. */
export interface SecretFormat {
  kind: string;
  /** Literals, in lower case, of which every match holds at least one: they spare most lines the pattern. */
  needs: readonly string[];
  /** What has to follow the literal, where that alone is on too many lines; a pattern's source. */
  ahead?: string;
  /** Linear: every repetition is bounded, and none of many is nested in another. */
  pattern: RegExp;
  /** Whether what was found is one; absent: it always is. */
  accepts?(secret: string): boolean;
}

/** Where a secret may begin: not in a word, but behind what a terminal, JSON or an address puts before one. */
const START = String.raw`(?<=^|[^A-Za-z0-9]|\\[nrt]|\[[\d;]{0,12}[mK]|%[0-9A-Fa-f]{2})`;
const END = "(?![A-Za-z0-9])";

/**
 * Secrets that are known by their form, by issuer. The choice follows the gitleaks rule set, which is the widest that is kept
 * (gitleaks/gitleaks, config/gitleaks.toml), and what the issuers document beyond it.
 */
export const ISSUED_SECRETS: readonly SecretFormat[] = [
  issued("1password-key", ["A3-"], "[A-Z0-9]{6}-[A-Z0-9]{6}[A-Z0-9-]{23,24}"),
  issued("1password-key", ["ops_eyJ"], "[A-Za-z0-9+/_-]{100,2000}={0,3}"),
  issued("adobe-secret", ["p8e-"], "[A-Za-z0-9]{32}"),
  issued("age-key", ["AGE-SECRET-KEY-1"], "[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}"),
  issued("alibaba-key", ["LTAI"], `[A-Za-z0-9]{12,24}${END}`),
  issued("artifactory-key", ["AKCp"], "[A-Za-z0-9]{60,80}"),
  issued("artifactory-key", ["cmVmd"], `[A-Za-z0-9]{50,70}${END}`),
  issued("atlassian-token", ["ATATT3"], "[\\w=-]{100,400}"),
  {
    kind: "authress-key",
    needs: [".acc_", ".acc-"],
    pattern: withStart(
      "(?:sc|ext|scauth|authress)_[A-Za-z0-9]{5,30}\\.[A-Za-z0-9]{4,6}\\.acc[_-][A-Za-z0-9-]{10,32}\\.[\\w+/=-]{30,120}",
    ),
  },
  issued("aws-key", ["AKIA", "ASIA", "ABIA", "ACCA"], `[A-Z2-7]{16}${END}`),
  issued("aws-key", ["A3T"], `[A-Z0-9][A-Z2-7]{16}${END}`),
  issued("aws-key", ["ABSK"], "[A-Za-z0-9+/]{100,270}={0,2}"),
  {
    kind: "azure-key",
    needs: ["accountkey=", "sharedaccesskey=", "sig="],
    pattern: /(?:AccountKey=|SharedAccessKey=|[?&]sig=)(?<secret>[A-Za-z0-9+/%]{40,120}={0,2})/g,
  },
  { kind: "azure-key", needs: ["q~"], pattern: withStart("[\\w~.]{3}\\dQ~[\\w~.-]{31,34}") },
  issued("bitbucket-token", ["ATBB"], "[A-Za-z0-9]{24,64}"),
  issued("bitbucket-token", ["ATCTT3"], "[\\w=-]{60,400}"),
  issued("clickhouse-key", ["4b1d"], `[A-Za-z0-9]{38}${END}`),
  issued("clojars-token", ["CLOJARS_", "clojars_"], "[A-Za-z0-9]{60}"),
  issued("cloudflare-key", ["v1.0-"], "[a-f0-9]{24}-[a-f0-9]{146}"),
  issued("crates-token", ["cio"], `[A-Za-z0-9]{32}${END}`),
  issued("databricks-token", ["dapi"], `[a-f0-9]{32}(?:-\\d)?${END}`),
  issued("defined-networking-key", ["dnkey-"], "[\\w=-]{26}-[\\w=-]{52}"),
  issued("digitalocean-token", ["doo_v1_", "dop_v1_", "dor_v1_", "dot_v1_"], "[A-Fa-f0-9]{64}"),
  {
    kind: "discord-webhook",
    needs: ["/api/webhooks/"],
    pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{15,22}\/[\w-]{40,100}/g,
  },
  issued("docker-token", ["dckr_pat_", "dckr_oat_"], "[\\w-]{20,64}"),
  issued("doppler-token", ["dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."], "[\\w.-]{40,80}"),
  issued("dropbox-token", ["sl."], "(?:u\\.)?[\\w=-]{130,1400}"),
  issued("duffel-token", ["duffel_test_", "duffel_live_"], "[\\w=-]{43}"),
  issued("dynatrace-token", ["dt0c01.", "dt0s16."], "[A-Za-z0-9]{24}\\.[A-Za-z0-9]{64}"),
  issued("easypost-key", ["EZAK", "EZTK"], "[A-Za-z0-9]{54}"),
  {
    kind: "facebook-token",
    needs: [..."0123456789"].flatMap((digit) => [`${digit}|`, `${digit}%`]),
    ahead: "[\\w-]{27}",
    pattern: withStart("\\d{15,16}(?:\\||%7C|%)[A-Za-z0-9_-]{27,40}"),
  },
  issued("facebook-token", ["EAAM", "EAAC"], "[A-Za-z0-9]{100,300}"),
  issued("figma-token", ["figd_", "figdr_"], "[\\w-]{40,60}"),
  issued("flutterwave-key", ["FLWSECK_TEST-", "FLWPUBK_TEST-", "FLWSECK-", "FLWPUBK-"], "[A-Ha-h0-9]{12,32}(?:-X)?"),
  issued("fly-token", ["fo1_"], "[\\w-]{43}"),
  issued("fly-token", ["fm1a_", "fm1r_", "fm2_"], "[\\w+/=-]{100,1000}"),
  issued("frameio-token", ["fio-u-"], "[\\w=-]{64}"),
  issued("github-token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], "[A-Za-z0-9_]{36,255}"),
  issued("github-token", ["github_pat_"], "\\w{22,255}"),
  issued(
    "gitlab-token",
    [
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
      "glwt-",
      "GR1348941",
    ],
    "[\\w.-]{20,320}",
  ),
  issued("gitlab-token", ["_gitlab_session="], "[0-9a-z]{32}"),
  issued("google-key", ["AIza"], "[\\w-]{35}"),
  issued("google-key", ["ya29."], "[\\w-]{20,1000}"),
  issued("google-key", ["GOCSPX-"], "[\\w-]{28}"),
  issued("google-key", ["1//0"], "[\\w-]{40,200}"),
  issued("grafana-token", ["glc_"], "[A-Za-z0-9+/]{32,400}={0,3}"),
  issued("grafana-token", ["glsa_"], "[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}"),
  issued("grafana-token", ["eyJrIjoi"], "[A-Za-z0-9]{70,400}={0,3}"),
  issued("harness-key", ["pat.", "sat."], "[\\w-]{22}\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{20}"),
  issued("hashicorp-token", ["hvs.", "hvb.", "hvr."], "[\\w-]{20,320}"),
  { ...issued("hashicorp-token", ["s."], `(?=[A-Za-z0-9]{0,23}\\d)[A-Za-z0-9]{24}${END}`), ahead: "[A-Za-z0-9]{24}" },
  { kind: "hashicorp-token", needs: [".atlasv1."], pattern: withStart("[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60,70}") },
  issued("heroku-key", ["HRKU-"], "[\\w-]{36,70}"),
  issued("huggingface-token", ["hf_", "api_org_"], `[A-Za-z]{34}${END}`),
  issued("infracost-token", ["ico-"], `[A-Za-z0-9]{32}${END}`),
  issued("intra42-secret", ["s-s4t2ud-", "s-s4t2af-"], "[A-Fa-f0-9]{64}"),
  {
    kind: "jwt",
    needs: ["eyj", "eyi"],
    pattern: withStart("ey[JI][\\w-]{8,4000}\\.ey[JI][\\w-]{8,8000}\\.[\\w-]{0,4000}"),
  },
  {
    // gitleaks takes any first part; a third one tells it from a dotted name.
    kind: "jwt",
    needs: [".ey"],
    pattern: withStart("ey[A-Za-z0-9]{17,4000}\\.ey[\\w/-]{17,4000}\\.(?:[\\w/-]{10,4000}={0,2})?"),
  },
  issued("jwt", ["ZXlK"], "[A-Za-z0-9/_+-]{50,8000}={0,2}"),
  issued("linear-key", ["lin_api_", "lin_oauth_"], "[A-Za-z0-9]{40,64}"),
  issued("lob-key", ["live_", "test_"], `(?:pub_)?[a-f0-9]{31,35}${END}`),
  issued("mailgun-key", ["key-", "pubkey-"], `[a-f0-9]{32}${END}`),
  { kind: "mailchimp-key", needs: ["-us"], pattern: withStart(`[a-f0-9]{32}-us\\d{1,2}${END}`) },
  issued("mapbox-token", ["pk.", "sk."], "[A-Za-z0-9]{60,90}\\.[\\w-]{22}"),
  { kind: "maxmind-key", needs: ["_mmk"], pattern: withStart(`[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk${END}`) },
  issued("model-key", ["sk-"], "(?=[\\w-]{0,60}\\d)[\\w-]{20,260}"),
  issued("model-key", ["gsk_", "pplx-", "xai-", "r8_"], "\\w{37,80}"),
  issued("netlify-token", ["nfp_", "nfc_", "nfu_"], "[A-Za-z0-9]{36,60}"),
  issued("newrelic-key", ["NRAK-", "NRII-", "NRRA-"], "[\\w-]{27,42}"),
  issued("newrelic-key", ["NRJS-"], "[a-f0-9]{19}"),
  issued("notion-token", ["ntn_"], "[A-Za-z0-9]{40,60}"),
  issued("notion-token", ["secret_"], `[A-Za-z0-9]{43}${END}`),
  issued("npm-token", ["npm_"], `[A-Za-z0-9]{36}${END}`),
  issued("nuget-key", ["oy2"], `[a-z0-9]{43}${END}`),
  issued("octopus-key", ["API-"], `[A-Z0-9]{26}${END}`),
  issued("openshift-token", ["sha256~"], "[\\w-]{43}"),
  issued("pipewright-key", ["pw_"], "[0-9a-f]{24}_[\\w-]{43}"),
  issued("plaid-token", ["access-sandbox-", "access-development-", "access-production-"], "[0-9a-f-]{36}"),
  issued("planetscale-token", ["pscale_pw_", "pscale_tkn_", "pscale_oauth_"], "[\\w=.-]{32,64}"),
  issued("postman-key", ["PMAK-"], "[A-Fa-f0-9]{24}-[A-Fa-f0-9]{34}"),
  issued("prefect-key", ["pnu_", "pnb_"], "[A-Za-z0-9]{36}"),
  issued("pulumi-token", ["pul-"], "[a-f0-9]{40}"),
  issued("pypi-token", ["pypi-"], "[\\w-]{50,1000}"),
  issued("readme-token", ["rdme_"], "[a-z0-9]{70}"),
  issued("rubygems-token", ["rubygems_"], "[a-f0-9]{48}"),
  issued("scalingo-token", ["tk-us-"], "[\\w-]{48}"),
  issued("sendgrid-key", ["SG."], "[\\w=.-]{50,100}"),
  issued("sendinblue-key", ["xkeysib-", "xsmtpsib-"], "[a-f0-9]{64}-[A-Za-z0-9]{16}"),
  issued("sentry-token", ["sntrys_", "sntryu_"], "[\\w+/=-]{60,500}"),
  issued("settlemint-token", ["sm_aat_", "sm_pat_", "sm_sat_"], "[A-Za-z0-9]{16}"),
  issued("shippo-token", ["shippo_live_", "shippo_test_"], "[A-Fa-f0-9]{40}"),
  issued("shopify-token", ["shpat_", "shpca_", "shppa_", "shpss_"], "[A-Fa-f0-9]{32}"),
  issued(
    "slack-token",
    ["xoxa-", "xoxb-", "xoxc-", "xoxd-", "xoxe-", "xoxe.xoxb-", "xoxe.xoxp-", "xoxo-", "xoxp-", "xoxr-", "xoxs-"],
    "[\\w-]{8,250}",
  ),
  issued("slack-token", ["xapp-"], "\\d-[\\w-]{10,250}"),
  {
    kind: "slack-webhook",
    needs: ["hooks.slack.com"],
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/+-]{20,200}/g,
  },
  issued("sourcegraph-token", ["sgp_", "sgd_"], "(?:[A-Fa-f0-9]{16}_|local_)?[A-Fa-f0-9]{40}"),
  issued("square-token", ["EAAA"], `[\\w-]{22,60}${END}`),
  issued("square-token", ["sq0atp-", "sq0csp-", "sq0idp-"], "[\\w-]{22,60}"),
  issued("stripe-key", ["sk_live_", "sk_test_", "sk_prod_", "rk_live_", "rk_test_", "rk_prod_"], "[A-Za-z0-9]{10,250}"),
  issued("stripe-key", ["whsec_"], "[A-Za-z0-9+/]{24,250}"),
  issued("supabase-token", ["sbp_"], "[a-f0-9]{40}"),
  {
    kind: "teams-webhook",
    needs: ["webhook.office.com"],
    pattern: /[\w-]{1,60}\.webhook\.office\.com\/webhookb2\/[\w@/-]{40,300}/g,
  },
  { kind: "telegram-token", needs: [":a"], pattern: withStart("\\d{5,16}:A[\\w-]{34}(?![\\w-])") },
  { ...issued("twilio-key", ["SK"], `[0-9A-Fa-f]{32}${END}`), ahead: "[0-9a-f]{32}" },
  issued("typeform-token", ["tfp_"], "[\\w.=-]{59}"),
  issued("yandex-key", ["AQVN"], "[\\w-]{35,38}"),
  issued("yandex-key", ["t1."], "[\\w-]{10,200}={0,2}\\.[\\w-]{86}={0,2}"),
];

/** A secret that begins with one of some prefixes. `body` is a pattern's source. */
function issued(kind: string, prefixes: readonly string[], body: string): SecretFormat {
  const begin = prefixes.map((prefix) => prefix.replaceAll(".", "\\.")).join("|");
  return { kind, needs: prefixes.map((prefix) => prefix.toLowerCase()), pattern: withStart(`(?:${begin})${body}`) };
}

function withStart(source: string): RegExp {
  return new RegExp(START + source, "g");
}
