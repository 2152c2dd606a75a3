import { PassThrough } from "node:stream";
import { finished } from "node:stream/promises";
import { StringDecoder } from "node:string_decoder";
import type Docker from "dockerode";

/** Passes on a container's combined output from its beginning. Resolves at the output's end, or when called off. */
export async function followOutput(
  container: Docker.Container,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const raw = await container.logs({ follow: true, stdout: true, stderr: true, abortSignal: signal });
  const combined = new PassThrough();
  const decoder = new StringDecoder("utf8");
  combined.on("data", (chunk: Buffer) => onText(decoder.write(chunk)));
  container.modem.demuxStream(raw, combined, combined);
  await finished(raw, { signal }).catch(() => {});
  combined.end();
  onText(decoder.end());
}
