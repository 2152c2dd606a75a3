import { errorMessage } from "@pipewright/contract/errors";
import { inlineCode } from "./code-rules.ts";
import { deletions } from "./delete-rules.ts";
import { FINDINGS, type Finding, found } from "./finding.ts";
import { gitUse } from "./git-rules.ts";
import { downloadsOf, isFetcher, networkUse } from "./network-rules.ts";
import { packageUse } from "./package-rules.ts";
import { privileges } from "./privilege-rules.ts";
import { readScript } from "./read-script.ts";
import { operandsOf, type ShellCommand } from "./shell-command.ts";
import { unknownBareHosts, unknownHosts } from "./unknown-hosts.ts";
import { weakenedChecks } from "./weakened-checks.ts";
import { writings } from "./write-rules.ts";

/** Commands that print their words and do nothing with them. */
const ONLY_SAYS = /^(?:echo|printf|grep|egrep|fgrep|rg)$/;

/** What a shell script does that is a risk. A script that cannot be read is one. */
export function scriptFindings(script: string): Finding[] {
  let commands: ShellCommand[];
  try {
    commands = readScript(script);
  } catch (thrown) {
    return [found(FINDINGS.unreadable, `The script cannot be read: ${errorMessage(thrown)}`)];
  }
  const fetched = new Set<string>();
  return commands.flatMap((command) => {
    const findings = commandFindings(command, fetched);
    for (const file of downloadsOf(command)) fetched.add(file);
    return findings;
  });
}

function commandFindings(command: ShellCommand, fetched: ReadonlySet<string>): Finding[] {
  return [
    ...deletions(command),
    ...writings(command),
    ...networkUse(command, fetched),
    ...privileges(command),
    ...packageUse(command),
    ...gitUse(command),
    ...inlineCode(command),
    ...hostFindings(command),
    ...weakenedChecks(writtenText(command), command.text),
  ];
}

function hostFindings(command: ShellCommand): Finding[] {
  if (ONLY_SAYS.test(command.name ?? "") && command.writes.length === 0) return [];
  const values = command.assignments.map(({ value }) => value.text);
  const bare = isFetcher(command) ? operandsOf(command).map(({ text }) => text) : [];
  return [
    ...unknownHosts([writtenText(command), ...values].join(" "), command.text),
    ...unknownBareHosts(bare, command.text),
  ];
}

/** What a command may write somewhere: its words and what it is fed. */
function writtenText({ args, stdin }: ShellCommand): string {
  return [...args.map(({ text }) => text), stdin?.text ?? ""].join(" ");
}
