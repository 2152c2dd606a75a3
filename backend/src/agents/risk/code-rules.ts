import { FINDINGS, type Finding, found } from "./finding.ts";
import { readsStdin } from "./inner-script.ts";
import type { ShellCommand } from "./shell-command.ts";

const INTERPRETERS = /^(?:python[\d.]*|node|nodejs|deno|bun|perl|ruby|php|lua|Rscript|pwsh|powershell|osascript)$/;
const POWERFUL =
  /\bos\.(?:system|popen|exec\w*|spawn\w*|kill|remove|unlink|rmdir|removedirs)\b|\bsubprocess\b|\bshutil\.(?:rmtree|move)\b|\b(?:urllib|requests|httpx|socket|http\.client|ftplib|smtplib|paramiko)\b|\bchild_process\b|\bexecSync\b|\bspawn(?:Sync)?\s*\(|\bfetch\s*\(|\brequire\(\s*["'](?:https?|net|dgram)["']|\brmSync\b|\bunlinkSync\b|\b__import__\b|\beval\s*\(|\bexec\s*\(|\bsystem\s*\(|\bqx\b|`[^`]+`|\bFile\.delete\b|\bFileUtils\.rm|\bNet::HTTP\b|\bbase64\b|\bmarshal\b|\bctypes\b|\bos\.environ\b|\bprocess\.env\b|\bENV\[/;
const CALLS_SHELL = /\bsystem\s*\(|\|\s*getline|"\s*\|\s*(?:sh|bash)/;

/** Code for an interpreter that stands in the script itself. */
export function inlineCode(command: ShellCommand): Finding[] {
  const { name = "", text } = command;
  if (/^[gmn]?awk$/.test(name))
    return command.args.some((word) => CALLS_SHELL.test(word.text)) ? [found(FINDINGS.powerfulCode, text)] : [];
  if (/^vim?$|^ed$|^ex$/.test(name) && command.args.some((word) => /!/.test(word.text)))
    return [found(FINDINGS.powerfulCode, text)];
  if (!INTERPRETERS.test(name)) return [];
  const code = codeOf(command);
  if (code === undefined) return [];
  return [found(FINDINGS.inlineCode, text), ...(POWERFUL.test(code) ? [found(FINDINGS.powerfulCode, text)] : [])];
}

function codeOf(command: ShellCommand): string | undefined {
  const at = command.args.findIndex(({ text }) => /^(?:-[a-zA-Z]*[ce]|--eval|-r|-p|-pe|-ne|-i?pe|eval)$/.test(text));
  if (at >= 0)
    return command.args
      .slice(at + 1)
      .map(({ text }) => text)
      .join(" ");
  if (!readsStdin(command)) return undefined;
  return (
    command.stdin?.text ??
    (command.upstream.length > 0
      ? command.upstream.flatMap(({ args }) => args.map(({ text }) => text)).join(" ")
      : undefined)
  );
}
