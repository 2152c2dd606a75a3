import { describe, expect, it } from "vitest";
import { parseGitAddress, parseRevision } from "./git-address.ts";

describe("parseGitAddress", () => {
  it.each([
    ["https://github.com/octo/hello.git", "https"],
    ["ssh://git@github.com/octo/hello.git", "ssh"],
    ["git@github.com:octo/hello.git", "ssh"],
    ["file:///srv/git/hello.git", "file"],
    ["http://127.0.0.1:3000/octo/hello.git", "http"],
    ["http://localhost/octo/hello.git", "http"],
  ])("takes %s", (url, protocol) => {
    expect(parseGitAddress(url)).toEqual({ url, protocol });
  });

  it("takes user and password out of the address", () => {
    expect(parseGitAddress("https://me:p%40ss@example.com/a.git")).toEqual({
      url: "https://example.com/a.git",
      protocol: "https",
      credentials: { user: "me", password: "p@ss" },
    });
  });

  it.each([
    "",
    "-oProxyCommand=x",
    "ext::sh -c x",
    "fd::3",
    "git://example.com/a",
    "ftp://example.com/a",
    "http://example.com/a",
    "http://127.0.0.1.example.com/a",
    "http://localhost@example.com/a",
    "https://exa mple.com/a",
    "https://example.com/a\n-x",
    "ssh://-x/a",
    "host:-x",
    "/etc",
    "hello",
  ])("refuses %j", (url) => {
    expect(() => parseGitAddress(url)).toThrow(/repo: /);
  });
});

describe("parseRevision", () => {
  it.each(["HEAD", "0123abcd", "main", "feature/x-1", "v1.2.3"])("takes %s", (revision) => {
    expect(parseRevision(revision)).toBe(revision);
  });
  it.each(["", "-x", "a..b", "a b", "main~1", "x:y", "x.lock", "@{-1}", "a\u0000b"])("refuses %j", (revision) => {
    expect(() => parseRevision(revision)).toThrow(/commit: /);
  });
});
