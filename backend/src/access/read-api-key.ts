import type { IncomingHttpHeaders } from "node:http";

/** The API key of a request: `X-PipelineIQ-Key`, else `Authorization: Bearer`. Undefined without one. */
export function readApiKey(headers: IncomingHttpHeaders): string | undefined {
  const given = headers["x-pipelineiq-key"];
  if (typeof given === "string" && given !== "") return given;
  return /^Bearer +(\S+)$/i.exec(headers.authorization?.trim() ?? "")?.[1];
}
