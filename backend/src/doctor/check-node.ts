import type { HealthPart } from "@pipewright/contract/health";

export async function checkNode(): Promise<HealthPart> {
  return { status: "ok", kind: process.versions.node, message: `${process.execPath} on ${process.platform}` };
}
