import { expect, it } from "vitest";
import { keepCredentials } from "./keep-credentials.ts";

const NOW = new Date("2026-01-02T03:00:00Z");
const lasting = (password: string, minutes = 60) => ({
  username: "x",
  password,
  expiresAt: new Date(NOW.getTime() + minutes * 60_000),
});

it("asks once for those who ask at once and later, each key for itself", async () => {
  const credentials = keepCredentials(() => NOW);
  let asked = 0;
  const ask = async () => lasting(`token ${++asked}`);
  const all = [await Promise.all([credentials("a", ask), credentials("a", ask)]), await credentials("a", ask)].flat();
  expect(all.map(({ password }) => password)).toEqual(["token 1", "token 1", "token 1"]);
  expect((await credentials("b", ask)).password).toBe("token 2");
});

it("asks anew for one that ends soon, and after one that could not be had", async () => {
  const credentials = keepCredentials(() => NOW);
  await credentials("a", async () => lasting("old", 10));
  expect((await credentials("a", async () => lasting("new"))).password).toBe("new");
  await expect(credentials("b", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect((await credentials("b", async () => lasting("later"))).password).toBe("later");
});
