import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { getJson, isSignedOut, postJson } from "./api-client.ts";
import { ApiProblem, isTransient } from "./api-problem.ts";

const Answer = z.object({ total: z.int() });

afterEach(() => vi.unstubAllGlobals());

function serverAnswers(status: number, body: string): void {
  vi.stubGlobal("fetch", async () => new Response(body, { status }));
}

async function problemFrom(promise: Promise<unknown>): Promise<ApiProblem> {
  const thrown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof ApiProblem)) throw new Error("expected an ApiProblem");
  return thrown;
}

describe("the API client", () => {
  it("gives the parsed answer", async () => {
    serverAnswers(200, '{"total":3,"unknownField":true}');
    expect(await getJson("/api/x", Answer)).toEqual({ total: 3 });
  });

  it("says the server's own words when it refuses", async () => {
    serverAnswers(
      409,
      JSON.stringify({
        type: "about:blank",
        title: "Conflict",
        status: 409,
        detail: "Answered already.",
        code: "already_answered",
      }),
    );
    const problem = await problemFrom(postJson("/api/x", {}, Answer));
    expect(problem).toMatchObject({ code: "already_answered", status: 409, message: "Answered already." });
  });

  it("finds words for a refusal that gives none", async () => {
    serverAnswers(502, "<html>Bad Gateway</html>");
    const problem = await problemFrom(getJson("/api/x", Answer));
    expect(problem.message).toContain("502");
    expect(problem.message).not.toContain("<html>");
    expect(isTransient(problem)).toBe(true);
  });

  it("knows that it is signed out", async () => {
    serverAnswers(401, "");
    expect(isSignedOut(await problemFrom(getJson("/api/x", Answer)))).toBe(true);
  });

  it("says that the server does not answer when it cannot be reached", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("fetch failed");
    });
    const problem = await problemFrom(getJson("/api/x", Answer));
    expect(problem).toMatchObject({ code: "unreachable", status: 0 });
  });

  it("asks for a reload when the answer does not fit the contract", async () => {
    serverAnswers(200, '{"total":"three"}');
    expect((await problemFrom(getJson("/api/x", Answer))).message).toContain("Reload the page");
  });
});
