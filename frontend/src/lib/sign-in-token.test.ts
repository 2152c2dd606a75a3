import { describe, expect, it } from "vitest";
import { tokenIn } from "./sign-in-token.ts";

describe("what a person pastes to sign in", () => {
  it("may be the token or the whole sign-in link", () => {
    expect(tokenIn("  pw_abc \n")).toBe("pw_abc");
    expect(tokenIn("http://127.0.0.1:8000/?token=pw_abc")).toBe("pw_abc");
    expect(tokenIn("pw:abc")).toBe("pw:abc");
  });
});
