import type { IncidentSummary } from "@pipewright/contract/incident";
import { describe, expect, it } from "vitest";
import { filterParams, fitsFilter, readFilter } from "./incident-filter.ts";

const INCIDENT: IncidentSummary = {
  id: "1",
  status: "failed",
  source: "github",
  repo: "acme/shop",
  branch: "main",
  commitSha: "ab12cd34",
  commitMessage: "Pin the image",
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
  title: "A lock file is out of date",
  category: "lockfile",
};

describe("the filter of a list", () => {
  it("is read from an address and written into it", () => {
    const address = "status=failed&category=lockfile&repo=acme%2Fshop&branch=main&q=lock";
    expect(new URLSearchParams(filterParams(readFilter(new URLSearchParams(address)))).toString()).toBe(address);
  });

  it("ignores what it does not understand", () => {
    expect(filterParams(readFilter(new URLSearchParams("status=great&category=&page=2")))).toEqual({});
  });

  it("knows which incidents belong on the list", () => {
    const filters = [
      {},
      { status: "failed" },
      { repo: "acme/shop", branch: "main" },
      { q: "AB12" },
      { q: "LOCK FILE" },
    ] as const;
    for (const filter of filters) expect(fitsFilter(INCIDENT, filter), JSON.stringify(filter)).toBe(true);
    const others = [
      { status: "resolved" },
      { repo: "acme" },
      { branch: "next" },
      { category: "lint" },
      { q: "json" },
    ] as const;
    for (const filter of others) expect(fitsFilter(INCIDENT, filter), JSON.stringify(filter)).toBe(false);
  });
});
