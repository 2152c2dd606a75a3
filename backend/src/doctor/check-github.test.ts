import { UpstreamError } from "@pipewright/contract/errors";
import { describe, expect, it } from "vitest";
import { type CheckedGitHub, checkGithub } from "./check-github.ts";

const apiUrl = "https://github.example/api";
const soon = () => AbortSignal.timeout(5000);
const github = (kind: CheckedGitHub["kind"], check: CheckedGitHub["check"]) => ({ apiUrl, github: { kind, check } });
const refused = (code: string) => async () => {
  throw new UpstreamError(code, `${code} happened`, { retryable: false });
};

describe("the check of GitHub", () => {
  it("says what it is needed for, and how to connect it", async () => {
    expect(await checkGithub({ github: undefined, apiUrl }, soon())).toMatchObject({
      status: "degraded",
      snippet: expect.stringMatching(/^GITHUB_TOKEN=/),
    });
  });

  it("says what is left of the hour's requests", async () => {
    const left = { account: "the token", limit: 5000, remaining: 4900, resetAt: new Date("2026-01-01T12:30:00Z") };
    expect(
      await checkGithub(
        github("token", async () => ({ limits: [left] })),
        soon(),
      ),
    ).toEqual({
      status: "ok",
      kind: "token",
      message: `${apiUrl} takes the token; 4900 of 5000 requests of the token are left until 12:30 UTC`,
    });
    expect(
      await checkGithub(
        github("app", async () => ({ app: "Fixer", limits: [] })),
        soon(),
      ),
    ).toMatchObject({
      message: `${apiUrl} takes the app Fixer`,
    });
  });

  it.each([
    ["github_refused", "down", "refuses the app's key"],
    ["github_rate_limited", "degraded", "github_rate_limited happened"],
    ["github_unreachable", "down", "github_unreachable happened"],
  ])("calls %s %s", async (code, status, message) => {
    const found = await checkGithub(github("app", refused(code)), soon());
    expect(found).toMatchObject({ status, message: expect.stringContaining(message) });
  });

  it("says when GitHub does not answer in time", async () => {
    const signal = AbortSignal.timeout(10);
    const never = () =>
      new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    expect(await checkGithub(github("token", never), signal)).toMatchObject({
      status: "down",
      message: expect.stringContaining("in time"),
    });
  });
});
