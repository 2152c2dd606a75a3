const MAX_CHARACTERS = 500;

/** Folders whose path differs from machine to machine; what lies in them keeps its name. */
const CHECKOUT_FOLDERS =
  /(?:\/home\/runner\/work|\/Users\/runner\/work|\/__w|[A-Z]:\\a)(?:[/\\][\w.-]+){2}|\/github\/workspace|\/builds(?:\/[\w.-]+){2}|\/var\/(?:lib\/)?jenkins(?:_home)?\/workspace\/[\w.@-]+/g;
const TEMPORARY_PATHS =
  /(?:\/private)?(?:\/tmp|\/var\/tmp|\/var\/folders(?:\/[\w+-]+){2}\/T|\/home\/runner\/work\/_temp|\/__w\/_temp|[A-Z]:\\a\\_temp|[A-Z]:\\(?:Users\\[\w.-]+\\AppData\\Local\\)?Temp)(?:[/\\](?:pytest-of-[\w-]+[/\\]pytest-\d+|tmp[\w.-]*|[\w+@-]*\d[\w+@-]*(?![\w.+@-])))*/gi;

/** What differs between two runs of the same failure, and what stands in its place; the earlier rules go first. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [TEMPORARY_PATHS, "<tmp>"],
  [CHECKOUT_FOLDERS, "<checkout>"],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, "<uuid>"],
  [/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?(?!\w)/g, "<time>"],
  [/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? \w{3} +\d{1,2}\b(?:,? \d{4}\b)?/g, "<time>"],
  [/\b\d{1,2}:\d\d:\d\d(?:[.,]\d+)?\b/g, "<time>"],
  [/\bsha(?:1|256|512)[-:][\w+/]{20,}={0,2}/g, "<hash>"],
  [/\b0x[0-9a-f]+\b/gi, "<address>"],
  [/(?<=[a-z])-(?=[a-z0-9]*\d)[a-z0-9]{8,10}-[a-z0-9]{5}\b/g, "-<id>"],
  [/\b(?=[0-9a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,}\b/g, "<hash>"],
  [/(["'`])(?=[\w-]*\d[\w-]*\d[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{12,}\1/g, "$1<id>$1"],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b(?::\d+)?/g, "<ip>"],
  [/(?<=\b(?:localhost|\[::1\])):\d+\b/g, ":<port>"],
  [/(?<![\w.])\d+(?:\.\d+)? ?(?:ns|[uµ]s|ms|s|secs?|seconds?|mins?|m|minutes?|h|hours?)\b/g, "<duration>"],
  [/(?<![\w.])\d+(?:\.\d+)? ?(?:bytes|B|[kKMGT]i?B)\b/g, "<size>"],
];

/** A number that tells one failure from another, for the word before it says that it is a code. */
const CODE =
  /\b(?:exit(?:ed)?(?: with)?(?: code| status)?|code|status|errno|signal|HTTP(?:\/[\d.]+)?|returned)[ :=]*$/i;
/** A number that stands alone: no part of a name (`utf8`, `test_2`), a version (`4.17.21`, `foo@1.2`) or an error code (`TS2304`). */
const NUMBER = /(?<![\w.@^~]|[A-Za-z]-|[=<>]=)\d+(?:\.\d+)?(?!\w|\.\d)/g;
const CODE_LOOKBACK_CHARACTERS = 24;

/**
 * The line with what changes from run to run masked: times, durations, sizes, hashes, ids, addresses, temporary paths and
 * lone numbers. Names of tests, modules, symbols, files and packages, versions and exit codes stay.
 */
export function templateLine(line: string): string {
  let text = line.slice(0, MAX_CHARACTERS);
  for (const [pattern, mask] of MASKS) text = text.replace(pattern, mask);
  return maskNumbers(text).replace(/\s+/g, " ").trim();
}

function maskNumbers(text: string): string {
  return text.replace(NUMBER, (number, offset: number) => {
    const before = text.slice(Math.max(0, offset - CODE_LOOKBACK_CHARACTERS), offset);
    return CODE.test(before) ? number : "<n>";
  });
}
