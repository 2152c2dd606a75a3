import { formatSpan } from "../lib/format-time.ts";
import { useLiveStatus } from "../lib/live-context.ts";
import { useClock } from "../lib/use-clock.ts";
import classes from "./shell.module.css";

const WORTH_SAYING_MS = 2_000;

/** Says that the page is no longer fresh, since when, and that it goes on by itself. Short losses are not worth a word. */
export function OfflineNotice() {
  const status = useLiveStatus();
  const since = status.kind === "reconnecting" || status.kind === "offline" ? status.since : undefined;
  const lost = useClock((now) => (since !== undefined && now - since > WORTH_SAYING_MS ? formatSpan(now - since) : ""));
  if (since === undefined || lost === "") return null;
  const reason = status.kind === "offline" ? "This browser is offline" : "The server does not answer";
  return (
    <p className={classes.notice} data-meaning="waiting">
      {reason}. What you see was true {lost} ago. Trying again; nothing will be missed.
    </p>
  );
}
