import type { StepContext } from "./step.ts";

/** Takes what an agent says while it works. */
export type OnNote = (message: string, data?: Readonly<Record<string, unknown>>) => void;

/**
 * Does work that tells of itself, and writes what it says to the timeline at once and in order. Comes back when all of it is
 * written. @throws what the work throws, or what writing threw: then the incident is no longer ours
 */
export async function withNotes<T>(
  context: Pick<StepContext, "note">,
  work: (onNote: OnNote) => Promise<T>,
): Promise<T> {
  const writing: { last: Promise<void>; failure?: { thrown: unknown } } = { last: Promise.resolve() };
  const onNote: OnNote = (message, data) => {
    const note = () => context.note({ kind: "model.note", message, ...(data && { data: { ...data } }) });
    // Held until the work ends: a rejection that nobody awaits would end the process.
    writing.last = writing.last.then(note).catch((thrown: unknown) => {
      writing.failure ??= { thrown };
    });
  };
  const [done] = await Promise.allSettled([work(onNote)]);
  await writing.last;
  if (writing.failure) throw writing.failure.thrown;
  if (done.status === "rejected") throw done.reason;
  return done.value;
}
