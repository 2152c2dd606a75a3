import type { BaseCallbackHandler } from "@langchain/core/callbacks/base";
import { z } from "zod";

/**
 * Stands where LangChain would put its LangSmith tracer when the environment asks for one, and does nothing:
 * logs of other people's pipelines must not leave for a service that nobody chose here.
 */
export async function noTracer(): Promise<BaseCallbackHandler> {
  const { BaseCallbackHandler: Handler } = await import("@langchain/core/callbacks/base");
  return Object.assign(Handler.fromMethods({}), {
    name: "langchain_tracer",
    getRunTreeWithTracingConfig: () => undefined,
  });
}

/** Makes LangChain ask for a stream, and tells after each piece how many characters of the answer are there. */
export async function followWriting(onWritten: (chars: number) => void): Promise<BaseCallbackHandler> {
  const { BaseCallbackHandler: Handler } = await import("@langchain/core/callbacks/base");
  let written = 0;
  const handler = Handler.fromMethods({
    handleLLMNewToken(token, _indices, _runId, _parentRunId, _tags, fields) {
      written += token.length + argumentChars(fields);
      onWritten(written);
    },
  });
  return Object.assign(handler, { lc_prefer_streaming: true, awaitHandlers: true });
}

/** A piece of an answer that is given as the arguments of a call. */
const CallPiece = z.object({
  chunk: z.object({ message: z.object({ tool_call_chunks: z.array(z.object({ args: z.string().optional() })) }) }),
});

function argumentChars(fields: unknown): number {
  const piece = CallPiece.safeParse(fields);
  if (!piece.success) return 0;
  return piece.data.chunk.message.tool_call_chunks.reduce((chars, { args = "" }) => chars + args.length, 0);
}
