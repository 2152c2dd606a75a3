import { z } from "zod";
import { PolicyFile } from "./policy.ts";

/** `GET /api/policy/schema.json`: the JSON Schema of the file, for editors. */
export function policyJsonSchema(): Record<string, unknown> {
  return {
    title: "Pipewright policy (.pipewright.yml)",
    ...z.toJSONSchema(PolicyFile, { target: "draft-7", io: "input" }),
  };
}
