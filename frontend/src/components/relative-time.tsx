import { formatAgo, formatExact } from "../lib/format-time.ts";
import { useClock } from "../lib/use-clock.ts";

/** How long ago; the exact time on hover. */
export function RelativeTime({ at }: { at: string }) {
  const ms = Date.parse(at);
  const words = useClock((now) => formatAgo(ms, now));
  return (
    <time dateTime={at} title={formatExact(ms)}>
      {words}
    </time>
  );
}
