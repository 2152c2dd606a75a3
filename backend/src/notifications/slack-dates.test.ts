import { expect, it } from "vitest";
import { localTimes } from "./slack-dates.ts";

it("shows a time in the reader's own zone, and as it is told where that cannot be", () => {
  expect(localTimes("Waits until 2026-11-24 21:00 UTC. Nothing runs before.")).toBe(
    "Waits until <!date^1795554000^{date_short_pretty} at {time}|2026-11-24 21:00 UTC>. Nothing runs before.",
  );
  expect(localTimes("at 2026-99-24 21:00 UTC")).toBe("at 2026-99-24 21:00 UTC");
});
