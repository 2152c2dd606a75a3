import { readFile } from "node:fs/promises";
import { policyJsonSchema } from "@pipewright/contract/policy-schema";
import { describe, expect, it } from "vitest";

const PUBLISHED = new URL("../../../docs/pipewright-policy.schema.json", import.meta.url);

describe("the published schema of the policy file", () => {
  it("is the one that is applied; `pipewright policy schema` prints it", async () => {
    expect(JSON.parse(await readFile(PUBLISHED, "utf8"))).toEqual(policyJsonSchema());
  });
});
