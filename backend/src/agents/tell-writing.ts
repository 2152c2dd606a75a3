import type { OnNote } from "./agent-options.ts";

const TELL_EVERY_MS = 3000;

/** Notes how much a model has written, at most every three seconds; an answer that is quicker gets no such note. */
export function tellWriting(provider: string, onNote: OnNote, now: () => Date): (chars: number) => void {
  let toldAt = now().getTime();
  return (chars) => {
    const at = now().getTime();
    if (at - toldAt < TELL_EVERY_MS) return;
    toldAt = at;
    onNote(`${provider} is writing: ${chars.toLocaleString("en-US")} characters`, { provider, chars });
  };
}
