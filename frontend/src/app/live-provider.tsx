import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { LiveConnection, type LiveHandlers } from "../lib/live-connection.ts";
import { LiveContext } from "../lib/live-context.ts";
import { createLiveHub } from "../lib/live-hub.ts";
import { sessionQuery } from "../lib/session-query.ts";

/** Keeps the page's one live connection while a person is signed in. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const [hub] = useState(createLiveHub);

  useEffect(() => {
    const connection = connect({
      onMessages: hub.publish,
      onReset: () => void queryClient.invalidateQueries(),
      onStatus: (status) => {
        hub.setStatus(status);
        // What could not be had while the server was away is asked for again, without a click.
        if (status.kind === "connected") {
          void queryClient.invalidateQueries({ predicate: ({ state }) => state.status === "error" });
        }
        // A socket that is refused gives no reason; the session tells whether it is that we are signed out.
        if (status.kind === "reconnecting") void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      },
    });
    const retryNow = () => connection.retryNow();
    const renew = () => connection.renew();
    window.addEventListener("online", retryNow);
    window.addEventListener("offline", renew);
    return () => {
      window.removeEventListener("online", retryNow);
      window.removeEventListener("offline", renew);
      connection.close();
    };
  }, [hub, queryClient]);

  return <LiveContext value={hub.feed}>{children}</LiveContext>;
}

function connect(handlers: LiveHandlers): LiveConnection {
  return new LiveConnection(handlers, {
    page: window.location,
    open: (address) => new WebSocket(address),
    now: () => Date.now(),
    random: () => Math.random(),
    isOnline: () => navigator.onLine,
  });
}
