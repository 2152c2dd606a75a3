import { classifyPath } from "./classify-path.ts";
import { FINDINGS, type Finding, found } from "./finding.ts";
import { pathWithin, placeOf } from "./place-of.ts";
import { operandsOf, optionsOf, type ShellCommand, type ShellWord } from "./shell-command.ts";

const REBUILDABLE =
  /(?:^|\/)(?:node_modules|dist|build|out|target|coverage|\.next|\.nuxt|\.turbo|\.cache|\.gradle|\.tox|\.venv|venv|__pycache__|\.(?:pytest|mypy|ruff)_cache|[\w.*-]+\.egg-info|\*\.pyc|bin|obj|\.nyc_output|tmp|temp|vendor\/bundle)\/?\*?$/;

/** What a command deletes. */
export function deletions(command: ShellCommand): Finding[] {
  const { name, text } = command;
  const options = optionsOf(command);
  if (name === "rm" || name === "rmdir" || name === "unlink" || name === "shred" || name === "srm") {
    const isRecursive = ["r", "R", "--recursive"].some((option) => options.has(option));
    return operandsOf(command).flatMap((target) => deletion(target, isRecursive, command) ?? []);
  }
  if (name === "find" && command.args.some((word) => word.text === "-delete")) {
    const roots = command.args.slice(
      0,
      command.args.findIndex((word) => word.text.startsWith("-")),
    );
    return (roots.length > 0 ? roots : [{ text: ".", known: true }]).map((root) => {
      const place = placeOf(root, command.cwd);
      const isHere = place === "repository" || place === "inside" || place === "temporary";
      return found(isHere ? FINDINGS.deletesFolder : FINDINGS.deletesBeyond, text);
    });
  }
  if (name === "git" && command.args.some((word) => word.text === "clean")) return [found(FINDINGS.irreversible, text)];
  if (name === "git" && command.args[0]?.text === "rm") {
    return operandsOf(command)
      .slice(1)
      .flatMap((target) => deletion(target, options.has("r"), command) ?? []);
  }
  return [];
}

function deletion(target: ShellWord, isRecursive: boolean, { cwd, text }: ShellCommand): Finding | undefined {
  const place = placeOf(target, cwd);
  switch (place) {
    case "temporary":
      return undefined;
    case "home":
    case "outside":
    case "device":
    case "repository":
      return found(FINDINGS.deletesBeyond, place === "repository" ? `${text} (the whole repository)` : text);
    case "unknown":
      return found(
        isRecursive ? FINDINGS.deletesBeyond : FINDINGS.deletesFolder,
        `${text} (what it deletes is only known when it runs)`,
      );
    case "inside": {
      const path = pathWithin(target, cwd);
      const kind = classifyPath(isRecursive ? `${path.replace(/\/$/, "")}/` : path);
      if (kind === "git") return found(FINDINGS.deletesHistory, text);
      if (REBUILDABLE.test(path)) return found(FINDINGS.deletesRebuildable, text);
      if (kind === "test") return found(FINDINGS.deletesTests, text);
      return found(isRecursive ? FINDINGS.deletesFolder : FINDINGS.deletesFiles, text);
    }
  }
}
