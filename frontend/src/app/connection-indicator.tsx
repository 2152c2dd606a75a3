import { IconPlugConnected, IconPlugConnectedX } from "@tabler/icons-react";
import type { LiveStatus } from "../lib/live-connection.ts";
import { useLiveStatus } from "../lib/live-context.ts";
import classes from "./shell.module.css";

const WORDS: Record<LiveStatus["kind"], string> = {
  connecting: "Connecting",
  connected: "Live",
  reconnecting: "Reconnecting",
  offline: "Offline",
};

/** Whether what is on the screen follows the server as it happens. */
export function ConnectionIndicator() {
  const status = useLiveStatus();
  const isConnected = status.kind === "connected";
  const Icon = isConnected ? IconPlugConnected : IconPlugConnectedX;
  const words = WORDS[status.kind];
  return (
    <span
      className={classes.connection}
      data-meaning={isConnected ? "proven" : "waiting"}
      role="status"
      aria-label={`Live updates: ${words}`}
      title={`Live updates: ${words}`}
    >
      <Icon size={16} stroke={1.9} aria-hidden />
      <span className={classes.connectionWords}>{words}</span>
    </span>
  );
}
