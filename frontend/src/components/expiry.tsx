import { formatExact, formatExpiry } from "../lib/format-time.ts";
import { useClock } from "../lib/use-clock.ts";

/** The time that is left to answer; the exact moment on hover. */
export function Expiry({ at }: { at: string }) {
  const ms = Date.parse(at);
  const words = useClock((now) => formatExpiry(ms, now));
  return (
    <time dateTime={at} title={formatExact(ms)}>
      {words}
    </time>
  );
}
