import { FINDINGS, type Finding, found } from "./finding.ts";
import { optionsOf, type ShellCommand } from "./shell-command.ts";

const VALUED = new Set(["-C", "-c", "--git-dir", "--work-tree"]);

/** What a git command does to commits, branches and the remote. */
export function gitUse(command: ShellCommand): Finding[] {
  if (command.name !== "git") return [];
  const words = withoutGlobalOptions(command.args.map((word) => word.text));
  const [verb = "", ...rest] = words;
  const options = optionsOf(command);
  const { text } = command;
  const has = (...names: string[]) => names.some((name) => options.has(name));
  switch (verb) {
    case "push": {
      const isForced =
        has("f", "--force", "--force-with-lease", "--mirror", "--delete", "d", "--prune") ||
        rest.some((word) => /^[+:]\S/.test(word));
      return [found(isForced ? FINDINGS.forcePushes : FINDINGS.pushes, text)];
    }
    case "reset":
      return [found(has("--hard") ? FINDINGS.irreversible : FINDINGS.changesGit, text)];
    case "filter-branch":
    case "filter-repo":
    case "update-ref":
    case "gc":
    case "prune":
    case "reflog":
      return [found({ ...FINDINGS.irreversible, points: 50 }, text)];
    case "checkout":
    case "restore":
    case "switch":
    case "stash":
      return [
        found(
          has("f", "--force") || rest.includes(".") || rest.includes("drop") || rest.includes("clear")
            ? FINDINGS.irreversible
            : FINDINGS.changesGit,
          text,
        ),
      ];
    case "branch":
    case "tag":
      return has("D", "d", "--delete", "f", "--force")
        ? [found(FINDINGS.irreversible, text)]
        : [found(FINDINGS.changesGit, text)];
    case "commit":
    case "merge":
    case "rebase":
    case "cherry-pick":
    case "revert":
    case "am":
    case "apply":
      return [found(has("--no-verify") ? FINDINGS.disablesTests : FINDINGS.changesGit, text)];
    case "config":
      return rest.some((word) =>
        /core\.(?:hookspath|sshcommand|fsmonitor|editor|pager)|alias\.|credential|url\..*insteadof|filter\./i.test(
          word,
        ),
      )
        ? [found(FINDINGS.editsGit, text)]
        : [found({ ...FINDINGS.changesGit, points: 5 }, text)];
    case "remote":
      return rest.length > 1 ? [found(FINDINGS.changesGit, text)] : [];
    default:
      return [];
  }
}

function withoutGlobalOptions(words: readonly string[]): string[] {
  let at = 0;
  while (words[at]?.startsWith("-")) at += VALUED.has(words[at] ?? "") ? 2 : 1;
  return words.slice(at);
}
