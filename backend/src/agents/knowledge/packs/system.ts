import { quoteShell } from "../quote-shell.ts";
import { manual, rerun, rewrite, script } from "../remedies.ts";
import { repositoryPath } from "../repository-path.ts";
import type { Rule } from "../rule.ts";

export const SYSTEM: Rule[] = [
  {
    id: "shell/not-executable",
    category: "permission",
    severity: "medium",
    confidence: 0.96,
    pattern: /(?:^|: )(?<file>\.\/[\w./-]+|[\w.-]+\/[\w./-]+\.\w+): Permission denied/,
    explain(found) {
      const file = repositoryPath(found.field("file"));
      if (file === undefined || file.startsWith("/")) return null;
      const path = quoteShell(file);
      return {
        title: `${file} is not executable`,
        rootCause: "The file is run as a program, and git has it without the executable bit.",
        remedy: script(`Make ${file} executable`, "Only the file's mode changes.", [`chmod +x ${path}`], {
          undo: `chmod -x ${path}`,
        }),
      };
    },
  },
  {
    id: "shell/permission-denied",
    category: "permission",
    severity: "medium",
    confidence: 0.7,
    pattern: /\b(?:EACCES|EPERM)\b|[Pp]ermission denied/,
    explain: () => ({
      title: "The job may not do what it tries to do",
      rootCause: "The system refuses access to a file, a folder or a service.",
      remedy: manual("Give the job the right it lacks", "Which right it should have is a decision."),
    }),
  },
  {
    id: "shell/crlf",
    category: "configuration",
    severity: "medium",
    confidence: 0.96,
    pattern:
      /[‘'"]?(?:bash|sh|python3?|node|env)\\r[’'"]?: No such file|bad interpreter: \/\S+\^M|\$?'\\r': command not found|\\r: (?:command )?not found/,
    explain(found) {
      const named = /^\s*(?:(?:ba|da)?sh\s+)?(?<file>\.?\/?[\w./-]+)/.exec(found.command ?? "")?.groups?.file;
      const file = named === undefined ? undefined : repositoryPath(named);
      if (file === undefined) return null;
      const path = quoteShell(file);
      return {
        title: `${file} has Windows line ends`,
        rootCause: "The carriage return at the end of its lines becomes a part of the command's name.",
        remedy: script(
          `Give ${file} Unix line ends`,
          "Only the line ends change.",
          rewrite(path, quoteShell('{ sub(/\\r$/, "") } { print }')),
        ),
      };
    },
  },
  {
    id: "shell/env-file-missing",
    category: "missing_file",
    severity: "medium",
    confidence: 0.92,
    pattern:
      /(?:^|[\s'"‘/])\.env(?:['"’])?: No such file or directory|cannot open '?(?:\.\/)?\.env'?|ENOENT.*'[^']*\.env'/,
    explain: () => ({
      title: "The file .env is not there",
      rootCause: "A script reads .env, which is not in the repository.",
      remedy: script(
        "Make .env from .env.example",
        "The example's values are used; real secrets have to come from the CI's own store.",
        ["[ -e .env ] && exit 0", "test -f .env.example", "cp .env.example .env"],
        { undo: "rm .env" },
      ),
    }),
  },
  {
    id: "system/secret-missing",
    category: "missing_secret",
    severity: "high",
    confidence: 0.85,
    pattern:
      /\b(?<name>[A-Z][A-Z0-9_]{2,60})(?:: | )(?:is not set|is not defined|must be set|is required|is missing|parameter not set|unbound variable|environment variable (?:is )?(?:not set|missing))|[Ii]nput required and not supplied: (?<input>\S+)|secret .{1,60} (?:not found|is not set)/,
    explain: (found) => ({
      title: `\`${found.field("name") || found.field("input") || "A secret"}\` is not set`,
      rootCause: "The job needs a secret or a variable that it was not given.",
      remedy: manual(
        "Set it in the repository's secrets",
        "Its value is known to people only. Runs of forks never get secrets.",
      ),
    }),
  },
  {
    id: "system/disk-full",
    category: "disk_full",
    severity: "high",
    confidence: 0.95,
    pattern: /No space left on device|\bENOSPC\b|[Dd]isk quota exceeded/,
    explain: () => ({
      title: "The disk is full",
      rootCause: "The machine of the job has no room left to write.",
      remedy: manual(
        "Make room, or use a larger machine",
        "What may be deleted is not for a script to decide; the next run on a fresh machine may pass.",
      ),
    }),
  },
  {
    id: "system/out-of-memory",
    category: "out_of_memory",
    severity: "high",
    confidence: 0.93,
    pattern:
      /^(?:.*: line \d+: +\d+ )?Killed\b|OOMKilled|[Oo]ut of memory: Kill|java\.lang\.OutOfMemoryError|MemoryError$|Cannot allocate memory/,
    explain: () => ({
      title: "The program was killed because the machine ran out of memory",
      rootCause: "It needed more memory than the job has.",
      remedy: manual("Find what grows, or use a larger machine", "Run again, it ends the same way."),
    }),
  },
  {
    id: "network/unavailable",
    category: "network",
    severity: "low",
    confidence: 0.9,
    pattern:
      /returned error: (?:500|502|503|504)|\b(?:502 Bad Gateway|503 Service (?:Temporarily )?Unavailable|504 Gateway Time-?out)\b|Could not resolve host|Temporary failure in name resolution|getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|\b(?:ECONNRESET|ETIMEDOUT|ECONNREFUSED|EAI_AGAIN)\b|[Cc]onnection (?:reset by peer|timed out|refused)|TLS handshake timeout|i\/o timeout|Read timed out/,
    explain: () => ({
      title: "A server that the job needs did not answer",
      rootCause: "The other side was unavailable or the network failed; nothing in the repository is wrong.",
      remedy: rerun("Run the job again", "Such failures usually pass by themselves."),
    }),
  },
  {
    id: "network/rate-limit",
    category: "rate_limit",
    severity: "low",
    confidence: 0.92,
    pattern: /toomanyrequests|429 Too Many Requests|returned error: 429|API rate limit exceeded|secondary rate limit/i,
    explain: () => ({
      title: "A service refuses more requests for now",
      rootCause: "The job used up the rate limit of a service.",
      remedy: {
        kind: "wait",
        summary: "Wait until the limit is lifted, then run the job again",
        why: "A run before that ends the same way.",
      },
    }),
  },
  {
    id: "shell/command-not-found",
    category: "command_not_found",
    severity: "medium",
    confidence: 0.9,
    pattern:
      /(?:line \d+: |: )?(?<name>[\w.+-]{1,60}): (?:command )?not found$|exec: "(?<other>[^"]+)": executable file not found/,
    explain(found) {
      const name = found.field("name") || found.field("other");
      return {
        title: `The program \`${name}\` is not installed`,
        rootCause: `The job calls ${name}, and the machine does not have it.`,
        remedy: manual(
          `Install ${name} in the job, or correct its name`,
          "How it is installed depends on the machine of the job.",
        ),
      };
    },
  },
  {
    id: "git/authentication",
    category: "version_control",
    severity: "high",
    confidence: 0.9,
    pattern:
      /fatal: (?:could not read (?:Username|Password)|Authentication failed|repository '.+' not found)|Permission denied \(publickey\)|fatal: No url found for submodule path/,
    explain: () => ({
      title: "Git may not read the repository",
      rootCause: "The job has no credentials for it, or the address is wrong.",
      remedy: manual("Give the job access", "Credentials are for a person to give."),
    }),
  },
  {
    id: "actions/cancelled",
    category: "cancelled",
    severity: "low",
    confidence: 0.9,
    pattern:
      /^##\[error\]The (?:operation was canceled|runner has received a shutdown signal)|The hosted runner lost communication/,
    explain: () => ({
      title: "The job was stopped from outside",
      rootCause: "Somebody cancelled it, or the machine went away.",
      remedy: rerun("Run the job again", "Nothing in the repository is wrong."),
    }),
  },
  {
    id: "shell/missing-file",
    category: "missing_file",
    severity: "medium",
    confidence: 0.7,
    pattern:
      /(?<name>[\w./-]{1,200}): No such file or directory|FileNotFoundError: .*'(?<other>[^']+)'|ENOENT: no such file or directory, \w+ '(?<third>[^']+)'/,
    explain: (found) => ({
      title: `\`${found.field("name") || found.field("other") || found.field("third")}\` does not exist`,
      rootCause: "The job reads a file or folder that is not there.",
      remedy: manual(
        "Find out where it should come from",
        "It may be missing in the repository, made by an earlier step, or named wrongly.",
      ),
    }),
  },
];
