import type { Evidence } from "@pipewright/contract/diagnosis";

/** A line of a source file that the evidence names. `line` is 1-based. */
export interface Place {
  path: string;
  line: number;
  /** The log's own words about it. */
  message: string;
}

/** `src/a.ts:12:5`, `src/a.ts(12,5)`; the path is relative. */
const COLON_PLACE =
  /(?<![\w./-])(?:\.\/)?((?:[\w@+-][\w.@+-]*\/)*[\w@+-][\w.@+-]*\.[a-z]\w{0,9})[:(](\d{1,7})(?=[:,) ]|$)/i;
/** `File "app/load.py", line 2` */
const PYTHON_PLACE = /File "(?:\.\/)?((?:[\w@+-][\w.@+-]*\/)*[\w.@+-]+\.py)", line (\d{1,7})/;
/** Where GitHub's runners put the repository. */
const WORKSPACE =
  /(?:\/home\/runner\/work|\/Users\/runner\/work|\/__w|[A-Z]:[\\/]a)[\\/][^\\/\s]+[\\/][^\\/\s]+[\\/]|\/github\/workspace\//g;
const MESSAGE_MAX_CHARACTERS = 500;

/** The places that the evidence names, each once, the primary evidence first. Nobody looked whether they exist. */
export function findPlaces(evidence: readonly Evidence[], max: number): Place[] {
  const places = new Map<string, Place>();
  for (const { excerpt, reason } of evidence) {
    const lines = excerpt.replace(WORKSPACE, "").split("\n");
    for (const [index, text] of lines.entries()) {
      const found = PYTHON_PLACE.exec(text) ?? COLON_PLACE.exec(text);
      const [, path, line] = found ?? [];
      if (path === undefined || path.split("/").includes("..") || places.size === max) continue;
      const key = `${path}:${line}`;
      const said = [text, ...lines.slice(index + 1, index + 3)].join("\n").trim() || reason;
      if (!places.has(key))
        places.set(key, { path, line: Number(line), message: said.slice(0, MESSAGE_MAX_CHARACTERS) });
    }
  }
  return [...places.values()].filter(({ line }) => line > 0);
}
