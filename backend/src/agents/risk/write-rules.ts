import { editFinding } from "./edit-finding.ts";
import { FINDINGS, type Finding, found } from "./finding.ts";
import { pathWithin, placeOf } from "./place-of.ts";
import { operandsOf, optionsOf, optionValue, type ShellCommand, type ShellWord } from "./shell-command.ts";

const TO_LAST_OPERAND = new Set(["cp", "mv", "ln", "install", "rsync", "scp"]);
const TO_EACH_OPERAND = new Set(["tee", "touch", "truncate", "mkdir", "patch", "chown", "chgrp", "sponge"]);
const FORMATTERS = new Set([
  "black",
  "isort",
  "autopep8",
  "yapf",
  "rustfmt",
  "autoflake",
  "pyupgrade",
  "dos2unix",
  "unix2dos",
]);
const FIXING_OPTION =
  /^(?:--fix(?:=.*)?|--write|-w|--apply|--autofix|--auto-correct(?:-all)?|-A|--in-place|--unsafe-fixes)$/;
const TEMPLATE = /\.(?:example|sample|template|dist)$/;
const FIXERS =
  /^(?:eslint|prettier|biome|ruff|gofmt|goimports|golangci-lint|stylelint|rubocop|clang-format|ktlint|php-cs-fixer|shfmt|dprint|standard|tslint)$/;

/** What a command writes: by redirection, or as the command that it is. */
export function writings(command: ShellCommand): Finding[] {
  const targets = [...command.writes, ...ownTargets(command)];
  return [...targets.flatMap((target) => writing(target, command) ?? []), ...toolEdits(command), ...links(command)];
}

function writing(target: ShellWord, command: ShellCommand): Finding | undefined {
  const { cwd, text } = command;
  const why = text === "" ? `> ${target.text}` : text;
  if (/docker\.sock/.test(target.text)) return found(FINDINGS.dockerSocket, why);
  switch (placeOf(target, cwd)) {
    case "temporary":
      return undefined;
    case "device":
      return found(FINDINGS.destroysDevice, why);
    case "outside":
    case "home":
      return found(
        /authorized_keys|cron|\.(?:bash|zsh)?(?:rc|_profile|profile)|systemd/.test(target.text)
          ? FINDINGS.persists
          : FINDINGS.writesSystem,
        why,
      );
    case "unknown":
      return found(FINDINGS.writesUnknown, why);
    case "repository":
    case "inside":
      return copiesTemplate(command) ? found(FINDINGS.editsConfiguration, why) : editFinding(pathWithin(target, cwd));
  }
}

/** `cp .env.example .env` writes no secret. */
function copiesTemplate(command: ShellCommand): boolean {
  return (
    command.name === "cp" &&
    operandsOf(command)
      .slice(0, -1)
      .some(({ text }) => TEMPLATE.test(text))
  );
}

/** A link to a place outside lets harmless-looking paths lead there. */
function links(command: ShellCommand): Finding[] {
  if (command.name !== "ln") return [];
  const places = operandsOf(command).map((word) => placeOf(word, command.cwd));
  return places.some((place) => place !== "inside") ? [found(FINDINGS.linksOutside, command.text)] : [];
}

function ownTargets(command: ShellCommand): ShellWord[] {
  const { name = "" } = command;
  const operands = operandsOf(command);
  if (TO_EACH_OPERAND.has(name)) return operands;
  if (TO_LAST_OPERAND.has(name)) {
    const folder = optionValue(command, ["-t", "--target-directory"]);
    const sources = name === "mv" ? operands.slice(0, -1) : [];
    return [...sources, ...(folder ? [folder] : operands.slice(-1))];
  }
  if (name === "sed" || name === "perl" || name === "gsed") return inPlaceTargets(command);
  if (name === "dd")
    return command.args
      .filter(({ text }) => text.startsWith("of="))
      .map((word) => ({ ...word, text: word.text.slice("of=".length) }));
  if (/^mkfs|^wipefs$|^fdisk$|^parted$/.test(name)) return [{ text: "/dev/disk", known: true }];
  if (name === "curl") return [optionValue(command, ["-o", "--output"])].filter((word) => word !== undefined);
  if (name === "wget")
    return [optionValue(command, ["-O", "--output-document"])]
      .filter((word) => word !== undefined && word.text !== "-")
      .flatMap((word) => (word ? [word] : []));
  return [];
}

function inPlaceTargets(command: ShellCommand): ShellWord[] {
  const isInPlace = command.args.some(({ text }) => /^(?:-[a-zA-Z]*i|--in-place)/.test(text));
  if (!isInPlace) return [];
  const hasScriptOption =
    optionsOf(command).has("e") || optionsOf(command).has("--expression") || optionsOf(command).has("f");
  const operands = operandsOf(command).filter(({ text }) => text !== "");
  return hasScriptOption ? operands.filter(({ text }) => /^[\w./$~-]+$/.test(text)) : operands.slice(1);
}

function toolEdits(command: ShellCommand): Finding[] {
  const { name = "", args, text } = command;
  const words = args.map((word) => word.text);
  const tool =
    name === "npx" || name === "bunx" || name === "pnpm" || name === "yarn" || name === "uv" || name === "poetry"
      ? words.find((word) => FIXERS.test(word) || FORMATTERS.has(word))
      : name;
  const isFormatter =
    tool !== undefined &&
    (FORMATTERS.has(tool) ||
      (FIXERS.test(tool) && words.some((word) => FIXING_OPTION.test(word) || word === "format")));
  const isLanguageTool =
    (name === "cargo" || name === "go" || name === "terraform" || name === "dart" || name === "mix") &&
    (words[0] === "fmt" || words[0] === "fix" || words[0] === "format");
  if (isFormatter || isLanguageTool) return [found(FINDINGS.editsSource, text)];
  if (name === "npm" && words[0] === "pkg" && words[1] === "set") {
    return [
      found(words.some((word) => word.startsWith("scripts.")) ? FINDINGS.editsScripts : FINDINGS.editsManifest, text),
    ];
  }
  return [];
}
