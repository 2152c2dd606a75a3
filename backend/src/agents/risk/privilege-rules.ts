import { FINDINGS, type Finding, found } from "./finding.ts";
import { operandsOf, optionsOf, type ShellCommand } from "./shell-command.ts";

const ESCALATORS = new Set([
  "sudo",
  "doas",
  "su",
  "pkexec",
  "setcap",
  "usermod",
  "useradd",
  "adduser",
  "passwd",
  "visudo",
  "chroot",
  "nsenter",
  "unshare",
  "insmod",
  "modprobe",
  "sysctl",
  "mount",
  "umount",
]);
const PERSISTERS = new Set(["crontab", "at", "systemctl", "service", "launchctl", "update-rc.d", "chkconfig"]);
const STOPPERS = new Set(["shutdown", "reboot", "halt", "poweroff", "init"]);
const KILLERS = new Set(["kill", "pkill", "killall", "fuser"]);
const READERS =
  /^(?:cat|less|more|head|tail|grep|rg|awk|sed|cp|tar|zip|base64|xxd|od|strings|source|\.|bat|cut|sort|tee|openssl)$/;
const SECRET_FILE =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template|dist)\w+)?|\.netrc|\.npmrc|\.pypirc|\.git-credentials|id_(?:rsa|dsa|ecdsa|ed25519)|shadow|credentials|environ)$|\.ssh\/|\.aws\/|\.gnupg\/|\.kube\/|\.pem$|\.p12$|\/etc\/passwd$|\/var\/run\/secrets/;

/** Privileges, permissions, processes and secrets that a command takes hold of. */
export function privileges(command: ShellCommand): Finding[] {
  const { name = "", text } = command;
  const words = command.args.map((word) => word.text);
  const findings: Finding[] = [];
  if (ESCALATORS.has(name)) findings.push(found(FINDINGS.escalates, text));
  if (PERSISTERS.has(name)) findings.push(found(FINDINGS.persists, text));
  if (STOPPERS.has(name)) findings.push(found(FINDINGS.stopsMachine, text));
  if (KILLERS.has(name)) findings.push(found(FINDINGS.killsProcesses, text));
  if (name === "fork-bomb") findings.push(found(FINDINGS.forkBomb, text));
  if (name === "chmod") findings.push(modeChange(command, words));
  if (words.some((word) => word.includes("docker.sock"))) findings.push(found(FINDINGS.dockerSocket, text));
  if (/^(?:docker|podman|nerdctl)$/.test(name)) findings.push(...containers(words, text));
  if (READERS.test(name) && readFiles(command).some((path) => SECRET_FILE.test(path))) {
    findings.push(found(FINDINGS.touchesSecrets, text));
  }
  const printsEnvironment =
    name === "printenv" || ((name === "env" || name === "set" || name === "export") && words.length === 0);
  if (printsEnvironment) findings.push(found(FINDINGS.dumpsEnvironment, text));
  return findings;
}

/** What a command may read; the last operand of `cp` is written. */
function readFiles(command: ShellCommand): string[] {
  const read = command.name === "cp" ? operandsOf(command).slice(0, -1) : command.args;
  return [...read, ...command.reads].map(({ text }) => text);
}

function modeChange(command: ShellCommand, words: readonly string[]): Finding {
  const mode = words.find((word) => /^[0-7]{3,4}$|^[ugoa]*[+=]|^[ugoa]*-[rwxXst]+$/.test(word)) ?? "";
  if (/^[2467]\d{3}$|[+=][rwx]*s/.test(mode)) return found(FINDINGS.escalates, command.text);
  const isOpen = /^0?\d\d[2367]$/.test(mode) || /^(?:[ug]*[oa][ugoa]*)?[+=][rxX]*w/.test(mode);
  if (isOpen) return found(FINDINGS.opensPermissions, command.text);
  return found(
    optionsOf(command).has("R") ? { ...FINDINGS.changesMode, points: 15 } : FINDINGS.changesMode,
    command.text,
  );
}

function containers(words: readonly string[], text: string): Finding[] {
  const isHostAccess = words.some((word, index) => {
    const value = word.includes("=") ? word.slice(word.indexOf("=") + 1) : (words[index + 1] ?? "");
    if (/^--privileged/.test(word) || (/^--(?:pid|net|network|ipc|uts)(?:=|$)/.test(word) && value === "host"))
      return true;
    return (
      /^(?:-v|--volume|--mount)/.test(word) &&
      /^(?:type=bind,)?(?:source=|src=)?(?:\/:|\/,|\/(?:etc|root|home|var|usr)\b)/.test(value)
    );
  });
  if (isHostAccess) return [found(FINDINGS.dockerSocket, text)];
  const verb = words.find((word) => !word.startsWith("-")) ?? "";
  if (verb === "push") return [found(FINDINGS.publishes, text)];
  if (/^(?:system|volume|image|container|builder)$/.test(verb) && words.includes("prune"))
    return [found(FINDINGS.irreversible, text)];
  return /^(?:run|exec|compose|build|start|create)$/.test(verb) ? [found(FINDINGS.container, text)] : [];
}
