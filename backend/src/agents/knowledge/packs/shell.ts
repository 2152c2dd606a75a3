import { quoteShell } from "../quote-shell.ts";
import { rewrite, script } from "../remedies.ts";
import { repositoryPath } from "../repository-path.ts";
import type { Found, Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

const CANNOT_EXECUTE = 126;
/** The file that a command runs: `./x.sh`, `sh scripts/x.sh`. */
const RUN_FILE =
  /^\s*(?:(?:ba|da|z|k)?sh\s+(?:-\w+\s+)*)?(?<file>(?:\.\/)?[\w.-]+(?:\/[\w.-]+)+|\.\/[\w.-]+|[\w.-]+\.(?:sh|bash|py|rb|pl))(?:\s|$)/m;
const SCRIPT_LIKE = /(?:^|\/)(?:gradlew|mvnw|configure|[\w.-]+\.(?:sh|bash|py|rb|pl|js))$/;

function runFile(found: Found): string | undefined {
  const named = RUN_FILE.exec(found.command ?? "")?.groups?.file;
  return named === undefined ? undefined : repositoryPath(named);
}

/** What the shell itself says. */
export const SHELL: readonly Rule[] = [
  {
    id: "shell/crlf",
    category: "configuration",
    severity: "medium",
    confidence: 0.96,
    pattern:
      /(?:^(?<file>\S+?): (?:line )?\d+: )?(?:[‘'"]?(?:bash|sh|dash|python3?|node|perl|ruby|env)\\r[’'"]?: No such file|(?:(?<second>\S+): )?\/\S+\^M: bad interpreter|bad interpreter: \/\S+\^M|\$'\\r': command not found|\\r: (?:command )?not found|syntax error near unexpected token .?\$'.{0,4}\\r')/,
    explain(found) {
      const named = [found.field("file"), found.field("second")].find(
        (each) => each !== "" && !each.includes("_temp/"),
      );
      const file = (named === undefined ? undefined : repositoryPath(named)) ?? runFile(found);
      if (file === undefined) return null;
      return {
        title: `${file} has Windows line ends`,
        rootCause: "The carriage return at the end of its lines becomes a part of the command's name.",
        remedy: script(
          `Give ${file} Unix line ends`,
          "Only the line ends change.",
          rewrite(quoteShell(file), quoteShell('{ sub(/\\r$/, "") } { print }')),
        ),
      };
    },
  },
  {
    id: "shell/not-executable",
    category: "permission",
    severity: "medium",
    confidence: 0.96,
    pattern: /(?:^|: )(?<file>(?:\.\/)?[\w.-]+(?:\/[\w.-]+)*): Permission denied$/,
    explain(found) {
      const named = found.field("file");
      const file = repositoryPath(named);
      const isRun = SCRIPT_LIKE.test(named) || (named.startsWith("./") && found.exitCode === CANNOT_EXECUTE);
      if (file === undefined || !isRun) return null;
      const path = quoteShell(file);
      return {
        title: `${file} is not executable`,
        rootCause: "The file is run as a program, and git has it without the executable bit.",
        remedy: script(
          `Make ${file} executable`,
          "Only the file's mode changes.",
          [`test -f ${path}`, `chmod +x ${path}`],
          {
            undo: `chmod -x ${path}`,
          },
        ),
      };
    },
  },
  told({
    id: "shell/permission-denied",
    category: "permission",
    confidence: 0.75,
    pattern: /\b(?:EACCES|EPERM)\b|[Pp]ermission denied|Operation not permitted/,
    title: "The job may not do what it tries to do",
    cause: "The system refuses access to a file, a folder or a service.",
    todo: "Give the job the right it lacks",
    why: "Which right it should have is a decision.",
  }),
  told({
    id: "shell/jq-program",
    category: "configuration",
    confidence: 0.95,
    pattern: /jq: error: (?<text>syntax error, unexpected .{1,60}?)(?: \(| at |$)/,
    title: "A jq program is not valid: {text}",
    cause: "jq does not understand the program that a script hands to it; the data is not the matter.",
    todo: "Mend the jq program at the line that is named",
    why: "What it is meant to make, the log does not say.",
  }),
  told({
    id: "shell/no-terminal",
    category: "configuration",
    confidence: 0.92,
    pattern:
      /cannot open '\/dev\/tty'|could not open (?:a new )?(?:TTY|\/dev\/tty)|\/dev\/tty: No such device|the input device is not a TTY|[Ii]nappropriate ioctl for device|stdin is not a (?:terminal|tty)/,
    title: "A command asks at a terminal, and the job has none",
    cause: "It wants an answer or a password, or was started with an option for terminals.",
    todo: "Give it the option that answers beforehand (`--yes`, `--batch`), or leave out the one for terminals (`docker run -t`)",
    why: "What the answer should be is a decision.",
  }),
  told({
    id: "shell/command-not-found",
    category: "command_not_found",
    confidence: 0.92,
    pattern:
      /(?:^|: )(?<name>[\w.+-]{1,60}): (?:command )?not found$|exec: "(?<other>[^"]+)": executable file not found|^'(?<third>[^']+)' is not recognized as an internal|The term '(?<fourth>[^']+)' is not recognized|^env: ['‘]?(?<fifth>[\w.+-]+)['’]?: No such file/,
    title: "The program `{name|other|third|fourth|fifth}` is not installed",
    cause: "The job calls it, and the machine does not have it.",
    todo: "Install it in the job, or correct its name",
    why: "How it is installed depends on the machine of the job.",
    when: (found) => !/^(?:ld|ERROR|error|Error|lib\S*)$/.test(found.field("name")),
  }),
  told({
    id: "shell/unbound-variable",
    category: "missing_secret",
    severity: "high",
    confidence: 0.9,
    pattern: /: (?<name>[A-Z][A-Z0-9_]{2,60}): (?:unbound variable|parameter (?:null or )?not set)/,
    title: "The variable `{name}` is not set",
    cause: "A script needs it, and the job does not give it.",
    todo: "Set {name} in the job",
    why: "Its value is known to people only. Runs of forks never get secrets.",
  }),
  told({
    id: "shell/syntax-error",
    category: "compile",
    confidence: 0.9,
    pattern: /^(?<file>\S+?): (?:line )?(?<line>\d+): (?<text>(?:syntax error|Syntax error|unexpected).+)/,
    title: "{file}:{line}: {text}",
    cause: "The shell cannot read the script.",
    todo: "Mend the syntax of the script",
    why: "What was meant, the log does not say.",
  }),
  told({
    id: "shell/missing-file",
    category: "missing_file",
    confidence: 0.75,
    pattern:
      /[Dd]irectory (?<sixth>\/\S{1,200}) is missing|(?<name>(?!\d{1,3}: )[\w./~$-]{1,200})['’"]?: No such file or directory|FileNotFoundError: .*'(?<other>[^']+)'|ENOENT: no such file or directory, \w+ '(?<third>[^']+)'|open (?<fourth>\S+): no such file or directory|cannot stat ['‘](?<fifth>[^'’]+)/,
    title: "`{name|other|third|fourth|fifth|sixth}` does not exist",
    cause: "The job reads a file or folder that is not there.",
    todo: "Find out where it should come from",
    why: "It may be missing in the repository, made by an earlier step, or named wrongly.",
  }),
];
