import { Loader } from "@mantine/core";
import { useState } from "react";
import { formatSpan } from "../lib/format-time.ts";
import { useClock } from "../lib/use-clock.ts";
import classes from "./faces.module.css";

const WORTH_SAYING_MS = 2_000;

/** A wait says what it waits for and, once it takes long, since when. */
export function LoadingFace({ words }: { words: string }) {
  const [startedMs] = useState(() => Date.now());
  const waited = useClock((now) => (now - startedMs > WORTH_SAYING_MS ? ` · ${formatSpan(now - startedMs)}` : ""));
  return (
    <div className={classes.face} role="status">
      <Loader size={16} color="gray" aria-hidden />
      <p>
        {words}
        {waited}
      </p>
    </div>
  );
}
