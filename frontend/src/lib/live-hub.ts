import type { NumberedMessage } from "@pipewright/contract/live";
import type { LiveStatus } from "./live-connection.ts";
import type { LiveFeed, LiveListener } from "./live-context.ts";

export interface LiveHub {
  feed: LiveFeed;
  publish(messages: NumberedMessage[]): void;
  setStatus(status: LiveStatus): void;
}

/** Hands what the live connection brings to the parts of the page that listen. */
export function createLiveHub(): LiveHub {
  const messageListeners = new Set<LiveListener>();
  const statusListeners = new Set<() => void>();
  let current: LiveStatus = { kind: "connecting" };
  return {
    feed: {
      subscribeToMessages: (listener) => subscribe(messageListeners, listener),
      subscribeToStatus: (listener) => subscribe(statusListeners, listener),
      status: () => current,
    },
    publish: (messages) => {
      for (const listener of messageListeners) listener(messages);
    },
    setStatus: (status) => {
      current = status;
      for (const listener of statusListeners) listener();
    },
  };
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
