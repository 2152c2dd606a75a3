import { addAbortSignal, Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { errorMessage } from "@pipewright/contract/errors";
import type Docker from "dockerode";
import { readFrames } from "./read-frames.ts";

/**
 * Passes on a container's combined output from its beginning. `live` is a stream attached before the start; without one, the
 * engine's log is read, which is slower and which engines have been seen to end a moment too early while a container ends.
 * Resolves at the output's end, or when called off; never rejects.
 */
export async function followOutput(
  container: Docker.Container,
  live: NodeJS.ReadWriteStream | undefined,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  // One for each stream, so that a character cut in two on one is not mixed with what comes on the other.
  const decoders = { stdout: new StringDecoder("utf8"), stderr: new StringDecoder("utf8") };
  try {
    const raw = live ?? (await container.logs({ follow: true, stdout: true, stderr: true, abortSignal: signal }));
    if (raw instanceof Readable) addAbortSignal(signal, raw);
    for await (const { stream, data } of readFrames(raw)) onText(decoders[stream].write(data));
  } catch (error) {
    if (!signal.aborted) onText(`\n[the rest of the output was lost: ${errorMessage(error)}]\n`);
  }
  onText(decoders.stdout.end());
  onText(decoders.stderr.end());
}
