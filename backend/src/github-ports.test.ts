import { expect, it } from "vitest";
import { parseConfig } from "./config.ts";
import { createGitHub } from "./github/create-github.ts";
import { createCloneToken } from "./github-ports.ts";

const config = parseConfig({ GITHUB_TOKEN: "t0ken", GITHUB_SERVER_URL: "https://github.example/base" }).github;
const tokenFor = createCloneToken(
  config,
  createGitHub(config, () => new Date()),
);

it.each([
  ["https://github.example/base/acme/shop.git", "t0ken"],
  ["https://github.example/base/acme/shop", "t0ken"],
  ["https://evil.example/acme/shop.git", undefined],
  ["https://github.example.evil.example/base/acme/shop", undefined],
  ["http://github.example/base/acme/shop", undefined],
  ["https://github.example/acme/shop/more", undefined],
  ["git@github.example:acme/shop.git", undefined],
  ["file:///srv/shop.git", undefined],
])("the token for %s is %s", async (url, token) => {
  expect(await tokenFor(url, new AbortController().signal)).toBe(token);
});
