import { UnauthorizedError } from "@pipewright/contract/errors";
import { describe, expect, it } from "vitest";
import { verifyGithubSignature } from "./verify-github-signature.ts";

// From GitHub's documentation, "Validating webhook deliveries": testing the webhook payload validation.
const SECRET = "It's a Secret to Everybody";
const BODY = Buffer.from("Hello, World!");
const SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

describe("verifyGithubSignature", () => {
  it("takes GitHub's own test vector", async () => {
    await expect(verifyGithubSignature(SECRET, BODY, SIGNATURE)).resolves.toBeUndefined();
  });

  it.each([
    ["another body", SECRET, Buffer.from("Hello, World?"), SIGNATURE],
    ["another secret", "not it", BODY, SIGNATURE],
    ["no signature", SECRET, BODY, undefined],
    ["an empty signature", SECRET, BODY, ""],
    ["the old SHA-1 form", SECRET, BODY, "sha1=7d38cdd689735b008b3c702edd92eea23791c5f6"],
    ["a signature cut short", SECRET, BODY, SIGNATURE.slice(0, -1)],
    ["upper case", SECRET, BODY, SIGNATURE.toUpperCase()],
    ["an empty body", SECRET, Buffer.alloc(0), SIGNATURE],
    ["bytes that are no UTF-8", SECRET, Buffer.from([0xff, 0xfe, 0x80]), SIGNATURE],
  ])("refuses %s", async (_what, secret, body, signature) => {
    await expect(verifyGithubSignature(secret, body, signature)).rejects.toThrow(UnauthorizedError);
  });
});
