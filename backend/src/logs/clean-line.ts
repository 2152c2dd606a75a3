/** A raw line without what the CI system and the terminal added to it. */
export interface CleanLine {
  text: string;
  /** The job and the step the line belongs to, when the log names them on every line (`gh run view --log`). */
  job?: string;
  step?: string;
  /** When it was printed, as GitHub puts it before each line. */
  at?: string;
  /** Whose prefix it carried. */
  prefix: "none" | "github" | "github_steps" | "gitlab" | "jenkins" | "buildkite";
}

const ESCAPE = "\u001b";
// CSI sequences, OSC and APC strings (closed by BEL or ST), and two-character escapes: ECMA-48.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
export const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]_P^][^\u0007\u001b]{0,1000}(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\ufeff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const HAS_CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\ufeff]/;

const GITHUB_TIMESTAMP = /^\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{5,9}Z ?/;
/** Job, step and time, as `gh run view --log` prints them. */
const GITHUB_COLUMNS = /^(([^\t]{1,200})\t([^\t]{1,200})\t)\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z ?/;
const GITLAB_TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z \d\d[OE][ +]/;
const JENKINS_TIMESTAMP = /^\[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\] /;
/** What `ts` of moreutils puts before each line, as Azure's agents of Apache projects do. */
const TS_TIME = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (?:\d\d:\d\d:\d\d\.\d{3} )?/;
/** fastlane, with or without the name of the level, and what passes the output of Xcode on. */
const XCODE_MARK = "]: ▸ ";
const FASTLANE_PREFIX = /^(?:(?:INFO|WARN|ERROR) \[\d{4}-\d\d-\d\d [\d:.]{8,14}\]|\[\d\d:\d\d:\d\d\]): ▸ /;
/** Hosts of sites: Vercel, Cloudflare Pages. */
const CLOCK_TIME = /^\d\d:\d\d:\d\d\.\d{3} (?:\| )?/;
/** With a shorter time than GitHub's own, as sites and those who pass logs on write it. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,4})?Z(?: (?:\| )?|$)/;
/** What runs others in containers and puts their name before each line: Earthly, Dependabot, Google Cloud Build. */
const CONTAINER_PREFIX =
  /^(?: {0,60}\+[a-z][\w-]{0,60} \| ?|(?:updater| {2}proxy) \| |Step #\d{1,3}(?: - "[^"]{1,80}")?: )/;
/** What Terratest puts before each line of the Terraform that it runs. */
const TERRATEST_MARK = " logger.go:";
const TERRATEST_PREFIX = /^Test\S{0,200} \S{10,40} logger\.go:\d+: /;

/** What BuildKit's plain progress puts before each line of a RUN: `#12 3.456 `. */
const BUILDKIT_PREFIX = /^#\d{1,4} \d{1,6}\.\d{1,3} /;
/** What Buildkite puts before each line: the time, as an APC string. */
const BUILDKITE_TIME = "\u001b_bk;t=";
/** Tools that run others and put a name before each line of theirs. */
const RUNNERS: readonly { says: string; announces: RegExp; prefix: RegExp }[] = [
  {
    says: "] $ ",
    announces: /^\[(?!error|info|warn|debug)[a-z][\w:.-]{0,60}\] \$ \S/,
    prefix: /^\[(?!error|info|warn|debug)[a-z][\w:.-]{0,60}\] /,
  },
  { says: "Attaching to ", announces: /^Attaching to \w/, prefix: /^[a-z0-9][\w.-]{0,80} +\| / },
  {
    says: "Packages in scope: ",
    announces: /^\W{0,4}Packages in scope: /,
    prefix: /^(?:@[\w.-]+\/)?[\w.-]{1,80}:[a-z][\w:-]{0,60}: /,
  },
  {
    says: "workspace projects",
    announces: /^Scope: .{1,40} workspace projects/,
    prefix: /^(?:[\w@.-]+\/)*[\w@.-]+ [a-z][\w:-]{0,60}[:$] /,
  },
];
/** Without one of these, a line changes nothing in how the lines after it are cleaned. */
export const CLEANING_LITERALS: readonly string[] = RUNNERS.map(({ says }) => says);
const MAY_NAME_CONTAINER = new Set([" ", "+", "u", "S"].map((letter) => letter.charCodeAt(0)));
const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const OPENING_BRACKET = 0x5b;
const BYTE_ORDER_MARK = 0xfeff;

/** Job and step before a line; `bytes` is `text` in UTF-8. A line that begins with them belongs to the same step. */
export interface Columns {
  text: string;
  job: string;
  step: string;
  bytes: Uint8Array;
}

export interface LineCleaner {
  clean(raw: string): CleanLine;
  /** The columns that the last line carried. */
  columns(): Columns | undefined;
}

/**
 * Strips colours, control characters, byte-order marks and the timestamps or columns that CI systems put before a
 * line, and remembers the columns of the line before: the later lines of a message carry them without a timestamp.
 */
export function createLineCleaner(before?: Columns): LineCleaner {
  let columns = before;
  let namesBefore: RegExp | undefined;

  function stripColumns(raw: string): CleanLine | undefined {
    if (columns !== undefined && raw.startsWith(columns.text)) {
      const rest = raw.slice(columns.text.length);
      const { job, step } = columns;
      return { prefix: "github_steps", job, step, text: rest.replace(GITHUB_TIMESTAMP, "") };
    }
    const [found, text, job, step] = GITHUB_COLUMNS.exec(raw) ?? [];
    if (found === undefined || text === undefined || job === undefined || step === undefined) return undefined;
    columns = { text, job, step, bytes: Buffer.from(text) };
    return { prefix: "github_steps", job, step, text: raw.slice(found.length) };
  }

  function clean(raw: string): CleanLine {
    const line = (raw.includes("\t") ? stripColumns(raw) : undefined) ?? stripTimestamp(raw);
    let { text } = line;
    if (HAS_CONTROL.test(text)) {
      if (text.includes(ESCAPE)) text = text.replace(ANSI, "");
      text = text.replace(CONTROL, "");
    }
    if (text.includes(TERRATEST_MARK)) text = text.replace(TERRATEST_PREFIX, "");
    if (text.startsWith("#")) text = text.replace(BUILDKIT_PREFIX, "");
    if (text.charCodeAt(3) === SPACE) text = text.replace(TS_TIME, "");
    if (text.includes(XCODE_MARK)) text = text.replace(FASTLANE_PREFIX, "");
    if (MAY_NAME_CONTAINER.has(text.charCodeAt(0))) text = text.replace(CONTAINER_PREFIX, "");
    namesBefore =
      RUNNERS.find(({ says, announces }) => text.includes(says) && announces.test(text))?.prefix ?? namesBefore;
    if (namesBefore !== undefined) text = text.replace(namesBefore, "");
    line.text = text.trimEnd();
    return line;
  }

  return { clean, columns: () => columns };
}

function stripTimestamp(raw: string): CleanLine {
  const first = raw.charCodeAt(0);
  if ((first >= ZERO && first <= NINE) || first === BYTE_ORDER_MARK) {
    const gitlab = GITLAB_TIMESTAMP.exec(raw);
    if (gitlab) return { prefix: "gitlab", text: raw.slice(gitlab[0].length) };
    const github = GITHUB_TIMESTAMP.exec(raw);
    if (github) return { prefix: "github", at: github[0], text: raw.slice(github[0].length) };
    const time = CLOCK_TIME.exec(raw) ?? ISO_TIME.exec(raw);
    if (time) return { prefix: "none", text: raw.slice(time[0].length) };
  } else if (first === OPENING_BRACKET) {
    const jenkins = JENKINS_TIMESTAMP.exec(raw);
    if (jenkins) return { prefix: "jenkins", text: raw.slice(jenkins[0].length) };
  } else if (raw.startsWith(BUILDKITE_TIME)) return { prefix: "buildkite", text: raw };
  return { prefix: "none", text: raw };
}
