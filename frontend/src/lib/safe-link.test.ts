import { describe, expect, it } from "vitest";
import { safeLink } from "./safe-link.ts";

describe("links from outside", () => {
  it("gives web addresses with their host", () => {
    expect(safeLink("https://github.com/acme/shop/pull/318")).toEqual({
      href: "https://github.com/acme/shop/pull/318",
      host: "github.com",
    });
  });

  it("refuses scripts, other schemes and hosts in disguise", () => {
    for (const address of ["javascript:alert(1)", "data:text/html,x", "https://github.com@evil.example/", "/x", ""]) {
      expect(safeLink(address)).toBeUndefined();
    }
  });
});
