import { z } from "zod";

export type ParsedAnswer<T> = { ok: true; value: T } | { ok: false; problem: string };

/** Reads a model's answer: the first JSON object in it, whatever stands around, parsed against the schema. */
export function parseAnswer<T>(text: string, schema: z.ZodType<T>): ParsedAnswer<T> {
  const objects = jsonObjects(text);
  const first = objects.next();
  if (first.done) return { ok: false, problem: "the answer holds no complete JSON object" };
  const parsed = schema.safeParse(first.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  // A model that thinks aloud may show a small object before the real one.
  for (const value of objects) {
    const later = schema.safeParse(value);
    if (later.success) return { ok: true, value: later.data };
  }
  return { ok: false, problem: z.prettifyError(parsed.error) };
}

const MAX_STARTS = 200;

/** Every outermost `{...}` in the text that is JSON, in order. */
function* jsonObjects(text: string): Generator<unknown> {
  let from = 0;
  for (let tries = 0; tries < MAX_STARTS; tries++) {
    const start = text.indexOf("{", from);
    if (start < 0) return;
    const end = endOfObject(text, start);
    const value = end === undefined ? undefined : tryJson(text.slice(start, end));
    if (value === undefined || end === undefined) {
      from = start + 1;
      continue;
    }
    yield value;
    from = end;
  }
}

/** Index after the brace that closes the one at `start`; braces within strings do not count. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let index = start; index < text.length; index++) {
    const char = text[index];
    if (inString) {
      if (char === "\\") index++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === "{") depth++;
    else if (char === "}" && --depth === 0) return index + 1;
  }
  return undefined;
}

function tryJson(text: string): unknown {
  try {
    // A model that has nothing to say for an optional field says null.
    return JSON.parse(text, (_key, value: unknown) => (value === null ? undefined : value));
  } catch {
    return undefined;
  }
}
