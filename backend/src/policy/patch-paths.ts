const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;
/** Lines of a patch's head that name a path, and whether `git apply` takes its first folder away. */
const NAMING: readonly [RegExp, { strip: boolean }][] = [
  [/^--- (.*)$/, { strip: true }],
  [/^\+\+\+ (.*)$/, { strip: true }],
  [/^(?:rename|copy) (?:from|to) (.*)$/, { strip: false }],
];
const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** Every path that a unified diff names: changed, made, removed, renamed from and to. From the repository's root. */
export function patchPaths(patch: string): string[] {
  const paths = new Set<string>();
  let before = 0;
  let after = 0;
  for (const line of patch.split("\n")) {
    if (before > 0 || after > 0) {
      if (line.startsWith("-")) before--;
      else if (line.startsWith("+")) after--;
      else if (!line.startsWith("\\")) {
        before--;
        after--;
      }
      continue;
    }
    const hunk = HUNK.exec(line);
    if (hunk) {
      before = Number(hunk[1] ?? 1);
      after = Number(hunk[2] ?? 1);
      continue;
    }
    for (const path of pathsOfLine(line.replace(/\r$/, ""))) paths.add(path);
  }
  return [...paths];
}

function pathsOfLine(line: string): string[] {
  if (line.startsWith("diff --git ")) return pathsOfBoth(line.slice("diff --git ".length));
  for (const [pattern, { strip }] of NAMING) {
    const given = pattern.exec(line)?.[1];
    if (given === undefined) continue;
    const path = unquote(given.replace(/\t.*$/, ""));
    return path === "/dev/null" ? [] : [strip ? withoutFirstFolder(path) : path];
  }
  return [];
}

/** `a/x b/x`, which stands alone where only a mode changed. Unquoted names with spaces are both the same, so half is one. */
function pathsOfBoth(text: string): string[] {
  const quoted = [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([each]) => withoutFirstFolder(unquote(each)));
  const plain = text.startsWith('"') ? [] : [withoutFirstFolder(text.slice(0, (text.length - 1) / 2))];
  return quoted.length > 0 ? quoted : plain;
}

function withoutFirstFolder(path: string): string {
  const slash = path.indexOf("/");
  return slash < 0 ? path : path.slice(slash + 1);
}

/** Takes git's C-style quotes away: `"caf\303\251"`. */
function unquote(text: string): string {
  if (!/^".*"$/s.test(text)) return text;
  const bytes: Buffer[] = [];
  for (const [part, octal, letter] of text.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/gs)) {
    if (octal !== undefined) bytes.push(Buffer.from([Number.parseInt(octal, 8) & 0xff]));
    else if (letter !== undefined) bytes.push(Buffer.from([ESCAPES[letter] ?? letter.charCodeAt(0)]));
    else bytes.push(Buffer.from(part));
  }
  return Buffer.concat(bytes).toString("utf8");
}
