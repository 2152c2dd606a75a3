import { FINDINGS, type Finding, type FindingKind, found } from "./finding.ts";
import type { ShellCommand } from "./shell-command.ts";

const SYSTEM_MANAGERS = /^(?:apt|apt-get|aptitude|dpkg|apk|yum|dnf|rpm|pacman|zypper|brew|snap|choco|winget|port)$/;
const INSTALL_VERBS =
  /^(?:install|i|add|in|ci|update|upgrade|up|get|download|restore|require|sync|tool|dist-upgrade|full-upgrade|-S\w*|-i|-U\w*)$/;
const FROM_ELSEWHERE =
  /^(?:git\+|git:|git@|https?:\/\/|ssh:\/\/|file:|github:|gitlab:)|^[\w.-]+\/[\w.-]+#|^--(?:index-url|extra-index-url|registry|find-links|source|repo|git|path)(?:=|$)|\.(?:tgz|whl|tar\.gz|zip|deb|rpm)$/;

interface Manager {
  name: RegExp;
  /** Verbs that fetch and install. */
  installs: RegExp;
  /** Verbs that only write the lockfile anew. */
  locks?: RegExp;
  /** Verbs that fetch a package and run it at once. */
  runs?: RegExp;
  publishes?: RegExp;
}

const MANAGERS: readonly Manager[] = [
  {
    name: /^(?:npm|pnpm|yarn|bun|cnpm)$/,
    installs: /^(?:install|i|add|ci|update|upgrade|up|rebuild|link|dedupe|audit|import)$/,
    runs: /^(?:dlx|x|exec|create|init)$/,
    publishes: /^(?:publish|unpublish|deprecate|owner|token|login|adduser|dist-tag)$/,
  },
  { name: /^(?:npx|bunx|uvx|pipx)$/, installs: /^$/, runs: /./ },
  { name: /^(?:pip[\d.]*|pipenv|conda|mamba)$/, installs: /^(?:install|download|update|sync|env)$/, locks: /^lock$/ },
  {
    name: /^(?:poetry|uv|pdm|rye|hatch)$/,
    installs: /^(?:install|add|update|sync|pip|remove)$/,
    locks: /^lock$/,
    runs: /^(?:tool)$/,
    publishes: /^publish$/,
  },
  { name: /^go$/, installs: /^(?:get|install)$/, locks: /^(?:mod|work)$/ },
  {
    name: /^cargo$/,
    installs: /^(?:install|add|fetch)$/,
    locks: /^(?:update|generate-lockfile)$/,
    publishes: /^(?:publish|yank|login)$/,
  },
  { name: /^(?:gem|bundle|bundler)$/, installs: /^(?:install|update|add)$/, locks: /^lock$/, publishes: /^push$/ },
  { name: /^composer$/, installs: /^(?:install|require|update|create-project)$/ },
  { name: /^(?:dotnet|nuget)$/, installs: /^(?:restore|add|tool|install)$/, publishes: /^(?:push|publish)$/ },
  { name: /^(?:pip-compile|pip-sync)$/, installs: /^$/, locks: /.?/ },
  {
    name: /^(?:mvn|mvnw|gradle|gradlew)$/,
    installs: /^(?:install|dependency:.*|build|compile|package|test)$/,
    publishes: /^(?:deploy|publish.*|release.*)$/,
  },
];
const DEPLOYERS =
  /^(?:kubectl|helm|terraform|tofu|pulumi|ansible-playbook|serverless|sls|vercel|netlify|flyctl|fly|heroku|gcloud|aws|az|twine|wrangler|cdk)$/;
const HARMLESS_DEPLOYER_VERBS =
  /^(?:fmt|validate|version|lint|template|get|describe|plan|init|show|list|diff|dependency|repo|--help|--version|sts|logs)$/;

/** What a command installs, locks, or publishes. */
export function packageUse(command: ShellCommand): Finding[] {
  const { name = "", text } = command;
  const words = asModule(
    name,
    command.args.map((word) => word.text),
  );
  const [tool, ...rest] = words;
  const verb = rest.find((word) => !word.startsWith("-")) ?? "";
  if (tool === undefined) return [];
  if (SYSTEM_MANAGERS.test(tool)) {
    return rest.some((word) => INSTALL_VERBS.test(word)) ? [found(FINDINGS.installsSystem, text), network(text)] : [];
  }
  if (DEPLOYERS.test(tool)) return HARMLESS_DEPLOYER_VERBS.test(verb) ? [] : [found(FINDINGS.publishes, text)];
  const manager = MANAGERS.find(({ name: pattern }) => pattern.test(tool));
  if (manager === undefined) return [];
  const onlyLocks = rest.some((word) => /^--(?:package-lock-only|lockfile-only|mode=update-lockfile)$/.test(word));
  if (manager.publishes?.test(verb)) return [found(FINDINGS.publishes, text), network(text)];
  if (onlyLocks || manager.locks?.test(verb)) return [found(FINDINGS.editsLockfile, text), network(text)];
  if (manager.installs.test(verb) || (tool === "yarn" && rest.length === 0))
    return [found(installKind(rest), text), network(text)];
  if (manager.runs?.test(verb))
    return [found({ ...FINDINGS.installs, label: "fetches and runs a package" }, text), network(text)];
  return [];
}

/** `python -m pip …` is `pip …`. */
function asModule(name: string, args: readonly string[]): string[] {
  const at = /^python[\d.]*$|^py$/.test(name) ? args.indexOf("-m") : -1;
  return at < 0 ? [name, ...args] : args.slice(at + 1);
}

function installKind(words: readonly string[]): FindingKind {
  return words.some((word) => FROM_ELSEWHERE.test(word)) ? FINDINGS.installsElsewhere : FINDINGS.installs;
}

function network(text: string): Finding {
  return found(FINDINGS.reachesNetwork, text);
}
