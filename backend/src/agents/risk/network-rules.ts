import { FINDINGS, type Finding, found } from "./finding.ts";
import { readsStdin, SHELLS } from "./inner-script.ts";
import { operandsOf, optionValue, type ShellCommand } from "./shell-command.ts";
import { baseName } from "./unwrap-command.ts";

const FETCHERS = new Set([
  "curl",
  "wget",
  "aria2c",
  "fetch",
  "http",
  "https",
  "lynx",
  "links",
  "w3m",
  "nc",
  "ncat",
  "netcat",
  "socat",
  "telnet",
  "ftp",
  "sftp",
  "scp",
  "ssh",
  "rsync",
  "gh",
]);
const INTERPRETERS =
  /^(?:python[\d.]*|node|nodejs|deno|bun|perl|ruby|php|pwsh|powershell|lua|Rscript|osascript|tclsh)$/;
const DECODERS = /^(?:base64|base32|basenc|xxd|uudecode|openssl|gpg|rev|tr|gunzip|zcat|xz|bzip2|gzip)$/;
const SENDING_OPTIONS =
  /^(?:-d|--data(?:-[\w-]+)?|-F|--form(?:-string)?|-T|--upload-file|--post-data|--post-file|--body-file|--json)(?:=|$)/;
const SECRET_WORDS =
  /\$\w*(?:TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?)\w*|\.env\b|\.ssh|id_rsa|id_ed25519|\.netrc|\.npmrc|\.aws|\/etc\/(?:passwd|shadow)|\/proc\/\w+\/environ|\.kube|\.gnupg/i;
const ENVIRONMENT = new Set(["env", "printenv", "set", "export", "declare"]);

/** What a command fetches, runs unseen, or sends away. `fetched` names the files that were fetched before it. */
export function networkUse(command: ShellCommand, fetched: ReadonlySet<string>): Finding[] {
  return [...unseenCode(command, fetched), ...sendings(command), ...plainUse(command), ...weakened(command)];
}

function unseenCode(command: ShellCommand, fetched: ReadonlySet<string>): Finding[] {
  const { name, text } = command;
  if (name === undefined) return command.args.length > 0 || text !== "" ? unknownCommand(command) : [];
  const runsCode = SHELLS.has(name) || INTERPRETERS.test(name) || ["eval", "source", ".", "exec"].includes(name);
  if (!runsCode) return runsDownload(command, fetched);
  const sources = [...command.inner, ...(readsStdin(command) || SHELLS.has(name) ? command.upstream : [])];
  if (sources.some(isFetcher)) return [found(FINDINGS.internetCode, text)];
  if (sources.some(({ name: source = "" }) => DECODERS.test(source))) return [found(FINDINGS.hiddenCode, text)];
  const hasUnknownCode =
    SHELLS.has(name) || INTERPRETERS.test(name)
      ? codeArgument(command)?.known === false
      : name === "eval" && command.args.some(({ known }) => !known);
  if (hasUnknownCode || (command.stdin?.known === false && SHELLS.has(name))) return [found(FINDINGS.hiddenCode, text)];
  return runsDownload(command, fetched);
}

function unknownCommand(command: ShellCommand): Finding[] {
  const kind = command.inner.some(isFetcher)
    ? FINDINGS.internetCode
    : command.inner.some(({ name = "" }) => DECODERS.test(name))
      ? FINDINGS.hiddenCode
      : FINDINGS.dynamicCommand;
  return [found(kind, command.text)];
}

/** A file that was fetched earlier is run. */
function runsDownload(command: ShellCommand, fetched: ReadonlySet<string>): Finding[] {
  const { name = "", text } = command;
  const isRunner = SHELLS.has(name) || INTERPRETERS.test(name) || name === "chmod" || name === "source" || name === ".";
  const files = [name, ...(isRunner ? operandsOf(command).map((word) => baseName(word.text)) : [])];
  return files.some((file) => fetched.has(file)) ? [found(FINDINGS.internetCode, text)] : [];
}

/** Names of the files that a command fetches. */
export function downloadsOf(command: ShellCommand): string[] {
  if (!isFetcher(command)) return [];
  const named = optionValue(command, ["-o", "--output", "-O", "--output-document"]);
  const addresses = command.args
    .filter(({ text }) => /^https?:\/\//.test(text))
    .map(({ text }) => text.replace(/[?#].*$/, ""));
  return [...command.writes, ...(named ? [named] : [])]
    .map(({ text }) => baseName(text))
    .concat(addresses.map(baseName))
    .filter(Boolean);
}

function sendings(command: ShellCommand): Finding[] {
  const { name = "", args, text } = command;
  if (!FETCHERS.has(name)) return [];
  const words = args.map((word) => word.text);
  const takesInput =
    words.some((word) => SENDING_OPTIONS.test(word)) ||
    (/^(?:nc|ncat|netcat|socat|telnet|ssh|ftp|sftp)$/.test(name) && command.upstream.length > 0);
  const isCopyOut = (name === "scp" || name === "rsync") && /^[^/]+:/.test(words.at(-1) ?? "");
  const sources = [...command.upstream, ...command.inner];
  const hasSecret =
    words.some((word) => SECRET_WORDS.test(word)) ||
    sources.some(
      (source) =>
        ENVIRONMENT.has(source.name ?? "") ||
        SECRET_WORDS.test(source.text) ||
        source.reads.some((word) => SECRET_WORDS.test(word.text)),
    );
  const isAuthorization = words.some((word) => /^authorization:/i.test(word));
  if (takesInput || isCopyOut)
    return [found(hasSecret && !isAuthorization ? FINDINGS.exfiltrates : FINDINGS.sends, text)];
  return hasSecret ? [found(isAuthorization ? FINDINGS.touchesSecrets : FINDINGS.exfiltrates, text)] : [];
}

function plainUse(command: ShellCommand): Finding[] {
  if (isFetcher(command)) return [found(FINDINGS.reachesNetwork, command.text)];
  const { name = "", args } = command;
  const verb = args[0]?.text ?? "";
  const isGitRemote = name === "git" && /^(?:clone|fetch|pull|push|ls-remote|submodule|lfs)$/.test(verb);
  return isGitRemote ? [found(FINDINGS.reachesNetwork, command.text)] : [];
}

const WEAKENED =
  /^(?:-k|--insecure|--no-check-certificate|--trusted-host(?:=.*)?|strict-ssl(?:=false)?|http\.sslVerify(?:=false)?|--no-verify-ssl|--allow-unauthenticated|--disable-content-trust)$/;

function weakened(command: ShellCommand): Finding[] {
  const { name = "", args, assignments, text } = command;
  const words = args.map((word) => word.text);
  const isOff = assignments.some(
    ({ name: variable, value }) =>
      /^(?:NODE_TLS_REJECT_UNAUTHORIZED|GIT_SSL_NO_VERIFY|PYTHONHTTPSVERIFY)$/.test(variable) && value.text !== "",
  );
  const exported =
    name === "export" &&
    words.some((word) => /^(?:NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY)=0|^GIT_SSL_NO_VERIFY=/.test(word));
  const mayWeaken = /^(?:curl|wget|pip3?|npm|yarn|git|apt|apt-get|docker|aws|helm)$/.test(name);
  return isOff || exported || (mayWeaken && words.some((word) => WEAKENED.test(word)))
    ? [found(FINDINGS.weakensTls, text)]
    : [];
}

function codeArgument(command: ShellCommand) {
  const at = command.args.findIndex(({ text }) => /^(?:-[a-z]*c|-e|--eval|-r|-p)$/.test(text));
  return at < 0 ? undefined : command.args[at + 1];
}

/** Whether the command is there to speak to other machines. */
export function isFetcher({ name }: ShellCommand): boolean {
  return name !== undefined && FETCHERS.has(name);
}
