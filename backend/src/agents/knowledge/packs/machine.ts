import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

const TIMED_OUT = 124;
const KILLED = 137;

/** Disk, memory, time and settings of the machine that runs the job. */
export const MACHINE: readonly Rule[] = [
  told({
    id: "machine/disk-full",
    category: "disk_full",
    severity: "high",
    confidence: 0.96,
    pattern: /[Nn]o space left on device|\bENOSPC\b|[Dd]isk quota exceeded|There is not enough space on the disk/,
    title: "The disk is full",
    cause: "The machine of the job has no room left to write.",
    todo: "Make room, or use a larger machine",
    why: "What may be deleted is not for a script to decide; the next run on a fresh machine may pass.",
  }),
  told({
    id: "machine/out-of-memory",
    category: "out_of_memory",
    severity: "high",
    confidence: 0.94,
    pattern:
      /^(?:.{0,200}: line \d+: +\d+ )?Killed(?:\s{2,}|$)|OOMKilled|[Oo]ut of memory: Kill|java\.lang\.OutOfMemoryError|^(?:E\s+)?MemoryError\b|Cannot allocate memory|std::bad_alloc|memory allocation of \d+ bytes failed|fatal error: Killed signal|\bld terminated with signal 9\b|signal: killed|virtual memory exhausted|: Killed$/,
    title: "The program was killed because the machine ran out of memory",
    cause: "It needed more memory than the job has.",
    todo: "Find what grows, or use a larger machine",
    why: "Run again, it ends the same way.",
  }),
  told({
    id: "machine/killed",
    category: "out_of_memory",
    severity: "high",
    confidence: 0.8,
    pattern: /Process completed with exit code 137|exit (?:code|status):? 137\b|exited with code 137\b/,
    title: "The program was killed, most likely because the machine ran out of memory",
    cause: "Exit code 137 means that the system killed it; the usual reason is memory.",
    todo: "Find what grows, or use a larger machine",
    why: "Run again, it usually ends the same way.",
    when: (found) => found.exitCode === undefined || found.exitCode === KILLED,
  }),
  told({
    id: "machine/time-limit",
    category: "timeout",
    confidence: 0.92,
    pattern:
      /has exceeded the maximum execution time of (?<limit>[\w ]+?)\.?$|The (?:job|operation|action) .{0,80}(?:timed out|has timed out)|Job's log exceeded|execution took longer than (?<other>\S+)|No output has been received in the last (?<third>\S+)|Too long with no output/i,
    title: "The job was stopped because it took too long",
    cause: "A time limit ended it; the last lines before that show what it was doing.",
    todo: "Find out why it hangs",
    why: "A program that hangs hangs again; look at what ran last, or raise the limit if the work has grown.",
  }),
  told({
    id: "machine/command-timed-out",
    category: "timeout",
    confidence: 0.82,
    pattern: /Process completed with exit code 124|exit (?:code|status):? 124\b/,
    title: "A command was stopped because it took too long",
    cause: "Exit code 124 is what `timeout` gives when it ends a command; the last lines show what it was doing.",
    todo: "Find out why it hangs",
    why: "A program that hangs hangs again; look at what ran last, or raise the limit if the work has grown.",
    when: (found) => found.exitCode === undefined || found.exitCode === TIMED_OUT,
  }),
  told({
    id: "machine/release-archived",
    category: "dependency",
    severity: "high",
    confidence: 0.94,
    pattern: /\bE: The repository '(?<name>[^']{1,300}?)(?: Release)?' (?:does not have|no longer has) a Release file/,
    title: "The package repository `{name}` is not there any more",
    cause:
      "apt finds no Release file at that address: the release of the system is most likely too old and was moved to the archive, or the address is wrong.",
    todo: "Build on a newer release of the system, or take its packages from the archive",
    why: "Debian moves old releases to archive.debian.org and Ubuntu to old-releases.ubuntu.com; which way to go is a decision.",
  }),
  told({
    id: "machine/setting-missing",
    category: "missing_secret",
    severity: "high",
    confidence: 0.88,
    pattern:
      /\b(?<name>[A-Z][A-Z0-9]*_[A-Z0-9_]{2,60})\b['"`]?:? ?(?:is not set|is not defined|must be (?:set|provided)|is required|is missing|is empty|not set|(?:environment variable )?(?:is )?(?:not set|missing|required))|\b(?:[Mm]issing|[Uu]nset|[Rr]equired) (?:required )?(?:environment variable|env var|secret)s?:? ['"`]?(?<other>[A-Z][A-Z0-9_]{2,60})|KeyError: '(?<third>[A-Z][A-Z0-9]*_[A-Z0-9_]+)'/,
    title: "`{name|other|third}` is not set",
    cause: "The job needs a secret or a variable that it was not given.",
    todo: "Set it in the repository's secrets or variables",
    why: "Its value is known to people only. Runs of forks never get secrets.",
  }),
];
