/** Finds lines that may tell of a test that failed and passed when it ran again. */
export const RETRIED_LITERALS = ["TRY 2 PASS", "TRY 3 PASS", "TRY 4 PASS", "FLAKY ", " flaky"];

/** cargo-nextest: `  TRY 2 PASS [   0.411s] blobd::gc sweeps_expired`, `  FLAKY 2/3 [   0.411s] blobd::gc sweeps_expired`. */
const NEXTEST = /^\s+(?:TRY \d PASS|FLAKY \d\/\d) \[ *[\d.]+s\] (?:\(.{1,20}\) )?(\S+ \S+)$/;
/** Playwright: `  1 flaky`, and one line for each below. */
const PLAYWRIGHT_LIST = /^ {2}\d+ flaky$/;
const PLAYWRIGHT_TEST = /^ {4}(\S.{0,300}? › .{1,300}?) ?─*$/;

export interface RetriedTests {
  /** Takes a line; the name of a test that failed and then passed, if the line names one. */
  push(text: string): string | undefined;
  /** True while the next line may name one, whatever it holds. */
  isOpen(): boolean;
}

/** Follows what test runners say of tests that they ran again. */
export function createRetriedTests(): RetriedTests {
  let inList = false;
  return {
    push(text) {
      if (PLAYWRIGHT_LIST.test(text)) {
        inList = true;
        return undefined;
      }
      const listed = inList ? PLAYWRIGHT_TEST.exec(text)?.[1] : undefined;
      inList = listed !== undefined;
      return listed ?? NEXTEST.exec(text)?.[1];
    },
    isOpen: () => inList,
  };
}
