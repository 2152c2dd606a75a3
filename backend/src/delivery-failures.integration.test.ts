import type { Delivery } from "@pipewright/contract/incident";
import { describe, expect, it } from "vitest";
import {
  BRANCH,
  type DeliveryStage,
  INCIDENT_ID,
  openDeliveryStage,
  REPO,
  SHORT_PATIENCE_MS,
} from "./testing/delivery-stage.ts";
import { REFUSALS } from "./testing/github-server/refusals.ts";

const OPEN = /^POST .*\/pulls$/;
const LIST = /^GET .*\/pulls$/;
const UPDATE = /^PATCH .*\/pulls\/\d+$/;
const ASK_TO_PUSH = /info\/refs git-receive-pack$/;
const PUSH = /^POST .*git-receive-pack$/;
const COMMENT = /^POST .*\/comments$/;
const CHECK = /^POST .*\/check-runs$/;
const RERUN = /^POST .*\/rerun-failed-jobs$/;

/** However it went: never two of anything. */
function expectNoneTwice({ shop, openPulls }: DeliveryStage): void {
  expect(openPulls().length).toBeLessThanOrEqual(1);
  expect(shop.comments.get(41)?.length ?? 0).toBeLessThanOrEqual(1);
  expect(shop.checks.length).toBeLessThanOrEqual(1);
  expect(shop.reruns.length).toBeLessThanOrEqual(1);
}

const LATE = "GitHub gave no answer in time.";
const inTenMinutes = () => new Date(Date.now() + 600_000);

describe.concurrent("GitHub on a server of one's own", () => {
  it("gets all that is delivered, below the path of its API", async () => {
    await using stage = await openDeliveryStage();
    const settings = { GITHUB_API_URL: `${stage.github.url}/api/v3` };
    const { delivery, notes } = await stage.deliver({ beside: true, settings });
    expect(delivery).toMatchObject({ kind: "pull_request", url: `${stage.github.url}/${REPO}/pull/300` });
    expect(notes).toEqual([]);
    expect([stage.shop.comments.get(41), stage.shop.checks]).toMatchObject([[{}], [{}]]);
  });
});

describe.concurrent("a pull request that GitHub refuses for good", () => {
  it.each([
    ["bad credentials", REFUSALS.badCredentials, "make a new GITHUB_TOKEN"],
    ["a missing permission", REFUSALS.noPermission, "lacks a permission on the repository; docs/github.md lists them"],
    ["a repository it does not show", REFUSALS.notFound, "may not see the repository"],
    ["an empty repository", REFUSALS.conflict, "Git Repository is empty"],
    ["something that is gone", REFUSALS.gone, "GitHub no longer keeps this"],
    ["no commits between", REFUSALS.noCommits("main", BRANCH), `No commits between main and ${BRANCH}`],
    ["a base that is gone", REFUSALS.noBase, "base is invalid"],
  ])(
    "(%s) is not asked for again; the branch is kept, and the person told why and what to do",
    async (_why, refusal, told) => {
      await using stage = await openDeliveryStage();
      stage.github.failures.push({ route: OPEN, ...refusal });
      const { delivery, retries } = await stage.deliver();
      expect(retries).toEqual([]);
      expect(stage.callsOf(OPEN)).toBe(1);
      expect(delivery).toMatchObject({
        kind: "branch",
        branch: BRANCH,
        commit: stage.git("rev-parse", BRANCH),
        url: `${stage.github.url}/${REPO}/tree/${BRANCH}`,
      });
      expect(delivery?.message).toContain(`Proven: pushed as branch ${BRANCH}; no pull request was opened.`);
      expect(delivery?.message).toContain(told);
      expect(delivery?.message).toContain("Open one from that branch by hand.");
      expectNoneTwice(stage);
    },
  );

  it("because there is one already is that one", async () => {
    await using stage = await openDeliveryStage();
    stage.shop.pulls.push({
      number: 300,
      html_url: `${stage.github.url}/${REPO}/pull/300`,
      title: "",
      body: "",
      draft: false,
      head: BRANCH,
      base: "main",
      state: "open",
    });
    // GitHub's list lags behind.
    stage.github.failures.push({ route: LIST, status: 200, body: [], times: 1 });
    const { delivery } = await stage.deliver();
    expect(delivery).toMatchObject({ kind: "pull_request", number: 300 });
    expect(stage.shop.pulls).toMatchObject([{ title: "Import json", body: expect.stringContaining(INCIDENT_ID) }]);
  });

  it("as a draft is opened without being one, and says that it is not proven", async () => {
    await using stage = await openDeliveryStage();
    stage.github.failures.push({ route: OPEN, ...REFUSALS.noDrafts, times: 1 });
    const { delivery } = await stage.deliver({ proven: false });
    expect(delivery).toMatchObject({ kind: "pull_request", draft: false });
    expect(stage.shop.pulls).toMatchObject([{ title: "[not proven] Import json" }]);
  });
});

describe.concurrent("a pull request that GitHub refuses for now", () => {
  it.each([
    ["by an error of its own", REFUSALS.unavailable, "GitHub answered 502."],
    ["by hanging up", { hangUp: true }, "GitHub cannot be reached"],
    ["by hanging up when it is done", { hangUp: true, done: true }, "GitHub cannot be reached"],
    ["by an error when it is done", { ...REFUSALS.unavailable, done: true }, "GitHub answered 502."],
    ["by saying nothing for too long", { delayMs: 3 * SHORT_PATIENCE_MS }, LATE],
    ["by saying nothing when it is done", { done: true }, LATE],
    ["by the secondary limit", REFUSALS.secondaryLimit(9), "It takes requests again in 9 s."],
  ])("(%s) is opened at the next try, once", async (_how, failure, told) => {
    await using stage = await openDeliveryStage();
    stage.github.failures.push({ route: OPEN, ...failure, times: 1 });
    const { delivery, retries } = await stage.deliver({ isPatient: told !== LATE });
    expect(retries).toEqual([expect.stringContaining(told)]);
    expect(delivery).toMatchObject({ kind: "pull_request", number: 300 });
    expect(delivery?.message).toBe("Proven: pull request #300 opened");
    expect(stage.openPulls()).toHaveLength(1);
    expectNoneTwice(stage);
  });

  it("for the hour's limit is opened when the next hour begins, and not before", async () => {
    await using stage = await openDeliveryStage();
    stage.github.failures.push({ route: OPEN, ...REFUSALS.rateLimit(inTenMinutes()), times: 1 });
    const { delivery, waits } = await stage.deliver();
    expect(waits).toEqual([expect.closeTo(600_000, -4)]);
    expect(stage.callsOf(OPEN)).toBe(2);
    expect(delivery?.kind).toBe("pull_request");
  });

  it("is given up after five tries, for a person to retry", async () => {
    await using stage = await openDeliveryStage();
    stage.github.failures.push({ route: OPEN, ...REFUSALS.unavailable });
    const { delivery, retries } = await stage.deliver();
    expect(delivery).toBeUndefined();
    expect(retries).toHaveLength(5);
    stage.github.failures.splice(0);
    expect((await stage.deliver()).delivery?.kind).toBe("pull_request");
    expectNoneTwice(stage);
  });
});

describe.concurrent("a branch whose push", () => {
  it.each([
    [401, "The credentials were not accepted for a push."],
    [403, "needs contents: write on the repository."],
    [404, "may not see it."],
  ])("is refused with %i stays here as a patch, with what to do", async (status, told) => {
    await using stage = await openDeliveryStage();
    stage.github.failures.push({ route: ASK_TO_PUSH, status });
    const { delivery, retries } = await stage.deliver();
    expect(retries).toEqual([]);
    expect(delivery).toMatchObject({ kind: "patch", message: expect.stringContaining(told) });
    expect(delivery?.message).toContain("The proven change is ready as a patch.");
    expect(stage.callsOf(OPEN)).toBe(0);
  });

  it.each([
    ["GH006: Protected branch update failed", "A rule of the repository refused the branch."],
    ["GH013: Repository rule violations found", "A rule of the repository refused the branch."],
    [
      "refusing to allow a GitHub App to create or update workflow `.github/workflows/ci.yml` without `workflows` permission",
      "without the permission workflows: write",
    ],
  ])("is declined (%s) stays here as a patch, with what to do", async (said, told) => {
    await using stage = await openDeliveryStage();
    stage.addHook("pre-receive", `cat >/dev/null\necho 'error: ${said}' >&2\nexit 1`);
    const { delivery, retries } = await stage.deliver();
    expect(retries).toEqual([]);
    expect(delivery).toMatchObject({ kind: "patch", message: expect.stringContaining(told) });
    expect(stage.git("branch", "--list")).toBe("* main");
  });

  it.each([
    ["meets an error of the server", { route: ASK_TO_PUSH, status: 503 }],
    ["meets a limit", { route: ASK_TO_PUSH, status: 429 }],
    ["is cut off before it began", { route: ASK_TO_PUSH, hangUp: true }],
  ])("%s is pushed at the next try, as the same commit", async (_how, failure) => {
    await using stage = await openDeliveryStage();
    stage.github.failures.push({ ...failure, times: 1 });
    const { delivery, retries } = await stage.deliver();
    expect(retries).toHaveLength(1);
    expect(delivery).toMatchObject({ kind: "pull_request", commit: stage.git("rev-parse", BRANCH) });
    expect(stage.git("rev-parse", `${BRANCH}^`)).toBe(stage.commit);
    expectNoneTwice(stage);
  });

  it.each([
    ["cut off", { route: PUSH, hangUp: true }],
    ["done, and the answer lost", { route: PUSH, hangUp: true, done: true }],
  ])("is %s is pushed once: git asks again by itself", async (_how, failure) => {
    await using stage = await openDeliveryStage();
    stage.github.failures.push({ ...failure, times: 1 });
    const { delivery } = await stage.deliver();
    expect(delivery).toMatchObject({ kind: "pull_request", commit: stage.git("rev-parse", BRANCH) });
    expect(stage.git("rev-parse", `${BRANCH}^`)).toBe(stage.commit);
  });

  it("onto the failing pull request is refused goes into a pull request of its own", async () => {
    await using stage = await openDeliveryStage();
    stage.addHook("update", "[ \"$1\" != refs/heads/main ] || { echo 'GH006: Protected branch' >&2; exit 1; }");
    const { delivery, notes } = await stage.deliver({
      beside: true,
      settings: { GITHUB_COMMIT_TO_PULL_REQUEST: "true" },
    });
    expect(delivery).toMatchObject({ kind: "pull_request", branch: BRANCH });
    expect(notes).toEqual([expect.stringMatching(/^Not committed onto pull request #41: A rule of the repository/)]);
  });
});

describe.concurrent("the pull request that is open for the same failure", () => {
  const SECOND = "6a5df7e10000000000000002";
  async function openSecondStage(): Promise<{ stage: DeliveryStage; earlier: Delivery | undefined }> {
    const stage = await openDeliveryStage();
    return { stage, earlier: (await stage.deliver()).delivery };
  }

  it.each([
    ["by an error", REFUSALS.unavailable],
    ["by an error when it is done", { ...REFUSALS.unavailable, done: true }],
    ["by hanging up", { hangUp: true }],
    ["by the secondary limit", REFUSALS.secondaryLimit(5)],
  ])("and cannot be changed now (%s) is changed at the next try; there is no second one", async (_how, failure) => {
    const { stage, earlier } = await openSecondStage();
    await using _closed = stage;
    stage.github.failures.push({ route: UPDATE, ...failure, times: 1 });
    const { delivery, retries } = await stage.deliver({ id: SECOND, earlier });
    expect(retries).toHaveLength(1);
    expect(delivery).toMatchObject({
      number: 300,
      branch: BRANCH,
      message: "Proven: pull request #300 brought up to date",
    });
    expect(stage.shop.pulls).toHaveLength(1);
    expect(stage.shop.pulls[0]?.body).toContain(SECOND);
  });

  it("and may not be changed keeps its branch, which has the change", async () => {
    const { stage, earlier } = await openSecondStage();
    await using _closed = stage;
    stage.github.failures.push({ route: UPDATE, ...REFUSALS.noPermission });
    const { delivery } = await stage.deliver({ id: SECOND, earlier });
    expect(delivery).toMatchObject({ kind: "branch", branch: BRANCH, commit: stage.git("rev-parse", BRANCH) });
    expect(stage.shop.pulls).toHaveLength(1);
  });

  it("and was closed without our hearing of it is left so, and another is opened", async () => {
    const { stage, earlier } = await openSecondStage();
    await using _closed = stage;
    for (const pull of stage.shop.pulls) pull.state = "closed";
    const { delivery, notes } = await stage.deliver({ id: SECOND, earlier });
    expect(delivery).toMatchObject({ number: 301, message: "Proven: pull request #301 opened" });
    expect(notes).toEqual(["Pull request #300 is for the same failure, but is closed; another was opened"]);
    expect(stage.openPulls()).toHaveLength(1);
  });
});

describe.concurrent("what only accompanies the pull request", () => {
  it.each([
    ["comment", COMMENT, REFUSALS.badCredentials, "does not accept the credentials"],
    [
      "comment",
      COMMENT,
      REFUSALS.locked,
      "GitHub does not allow this. It says: Unable to create comment because issue is locked.",
    ],
    ["comment", COMMENT, REFUSALS.gone, "Issues has been disabled"],
    ["comment", COMMENT, REFUSALS.rateLimit(inTenMinutes()), "rate limit is used up"],
    ["check", CHECK, REFUSALS.noPermission, "lacks a permission"],
    ["check", CHECK, REFUSALS.notFound, "knows no such thing"],
    ["check", CHECK, REFUSALS.noSuchCommit, "No commit found for SHA"],
    ["comment", COMMENT, REFUSALS.unavailable, "GitHub answered 502"],
    ["check", CHECK, { hangUp: true }, "cannot be reached"],
  ])("(a %s) is left out when it is refused, and the timeline says so", async (what, route, failure, told) => {
    await using stage = await openDeliveryStage();
    stage.github.failures.push({ route, ...failure });
    const { delivery, retries, notes } = await stage.deliver({ beside: true });
    expect(retries).toEqual([]);
    expect(delivery?.message).toBe("Proven: pull request #300 opened");
    expect(notes[0]).toContain(`No ${what} was written on GitHub, and none will be: `);
    expect(notes[0]).toContain(told);
    expectNoneTwice(stage);
  });

  it.each([
    ["an error", REFUSALS.unavailable],
    ["a lost connection", { hangUp: true }],
    ["a lost answer", { hangUp: true, done: true }],
    ["an error when it was done", { ...REFUSALS.unavailable, done: true }],
    ["no answer when it was done", { done: true }],
  ])("is there once, also after %s", async (_what, failure) => {
    await using stage = await openDeliveryStage();
    stage.github.failures.push({ route: COMMENT, ...failure, times: 1 }, { route: CHECK, ...failure, times: 1 });
    const { notes } = await stage.deliver({ beside: true, isPatient: "status" in failure || "hangUp" in failure });
    expect(notes).toEqual([]);
    expect(stage.shop.comments.get(41)).toHaveLength(1);
    expect(stage.shop.checks).toHaveLength(1);
  });

  it("is brought up to date when all of it is delivered again, as after a crash", async () => {
    await using stage = await openDeliveryStage();
    await stage.deliver({ beside: true });
    const { delivery } = await stage.deliver({ beside: true });
    expect(delivery).toMatchObject({ kind: "pull_request", number: 300 });
    expect(stage.shop.pulls).toHaveLength(1);
    expect(stage.shop.comments.get(41)).toHaveLength(1);
    expect(stage.shop.checks).toHaveLength(1);
    expect(stage.shop.checks[0]?.output.annotations).toHaveLength(1);
  });
});

describe.concurrent("a fork's comment", () => {
  it.each([
    [REFUSALS.badCredentials, "does not accept the credentials"],
    [REFUSALS.locked, "issue is locked"],
    [REFUSALS.notFound, "knows no such thing"],
    [REFUSALS.gone, "Issues has been disabled"],
  ])("that is refused for good (%j) leaves a patch, with the reason", async (failure, told) => {
    await using stage = await openDeliveryStage();
    stage.github.failures.push({ route: COMMENT, ...failure });
    const { delivery, retries } = await stage.deliver({ fork: true });
    expect(retries).toEqual([]);
    expect(delivery).toMatchObject({ kind: "patch", message: expect.stringContaining(told) });
    expect(stage.callsOf(COMMENT)).toBe(1);
  });

  it.each([
    [REFUSALS.unavailable],
    [{ ...REFUSALS.unavailable, done: true }],
    [{ hangUp: true, done: true }],
    [REFUSALS.rateLimit(inTenMinutes())],
  ])("that is refused for now (%j) is written at the next try, once", async (failure) => {
    await using stage = await openDeliveryStage();
    stage.github.failures.push({ route: COMMENT, ...failure, times: 1 });
    const { delivery, retries } = await stage.deliver({ fork: true });
    expect(retries).toHaveLength(1);
    expect(delivery?.kind).toBe("comment");
    expect(stage.shop.comments.get(41)).toHaveLength(1);
    expect(stage.git("branch", "--list")).toBe("* main");
  });
});

describe.concurrent("running failed jobs again", () => {
  it.each([
    [REFUSALS.badCredentials, "does not accept the credentials"],
    [REFUSALS.noPermission, "lacks a permission"],
    [REFUSALS.tooOldToRerun, "created over a month ago"],
    [REFUSALS.notFound, "knows no such thing"],
    [REFUSALS.conflict, "conflicts with what is there"],
  ])("that GitHub refuses (%j) is left to a person, with the reason and the run", async (failure, told) => {
    await using stage = await openDeliveryStage();
    stage.github.failures.push({ route: RERUN, ...failure });
    const { delivery, retries } = await stage.deliver({ kind: "rerun" });
    expect(retries).toEqual([]);
    expect(delivery).toMatchObject({ kind: "none", url: expect.stringContaining("/actions/runs/77") });
    expect(delivery?.message).toMatch(/^Run the failed jobs again in the pipeline\. GitHub /);
    expect(delivery?.message).toContain(told);
    expect(stage.shop.reruns).toEqual([]);
  });

  it.each([
    [REFUSALS.unavailable],
    [{ ...REFUSALS.unavailable, done: true }],
    [{ hangUp: true, done: true }],
    [{ done: true }],
    [REFUSALS.secondaryLimit(4)],
  ])("that fails for now (%j) happens once", async (failure) => {
    await using stage = await openDeliveryStage();
    stage.github.failures.push({ route: RERUN, ...failure, times: 1 });
    const { delivery, retries } = await stage.deliver({
      kind: "rerun",
      isPatient: "status" in failure || "hangUp" in failure,
    });
    expect(retries).toHaveLength(1);
    expect(delivery).toMatchObject({ kind: "rerun", message: "GitHub runs the failed jobs of run 77 again" });
    expect(stage.shop.reruns).toEqual([77]);
  });
});
