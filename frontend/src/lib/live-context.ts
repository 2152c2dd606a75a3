import type { NumberedMessage } from "@pipewright/contract/live";
import { createContext, useContext, useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { LiveStatus } from "./live-connection.ts";

export type LiveListener = (messages: NumberedMessage[]) => void;

/** The one live connection of the page, as its parts see it. */
export interface LiveFeed {
  subscribeToMessages(listener: LiveListener): () => void;
  subscribeToStatus(listener: () => void): () => void;
  status(): LiveStatus;
}

const CONNECTING: LiveStatus = { kind: "connecting" };
const SILENT: LiveFeed = {
  subscribeToMessages: () => () => {},
  subscribeToStatus: () => () => {},
  status: () => CONNECTING,
};

export const LiveContext = createContext<LiveFeed>(SILENT);

export function useLiveStatus(): LiveStatus {
  const feed = useContext(LiveContext);
  return useSyncExternalStore(feed.subscribeToStatus, feed.status);
}

/** Calls `listener` with every batch of messages while the component is on the page. */
export function useLiveMessages(listener: LiveListener): void {
  const feed = useContext(LiveContext);
  const onMessages = useEffectEvent(listener);
  useEffect(() => feed.subscribeToMessages((messages) => onMessages(messages)), [feed]);
}
