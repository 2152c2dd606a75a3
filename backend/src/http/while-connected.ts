import type { Response } from "express";

/** Does the work for an answer, and calls it off when nobody waits for the answer any more. */
export async function whileConnected(response: Response, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  try {
    await work(gone.signal);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
}
