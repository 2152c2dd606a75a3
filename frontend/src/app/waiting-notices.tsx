import { Notifications, notifications } from "@mantine/notifications";
import type { IncidentSummary } from "@pipewright/contract/incident";
import { Link, useLocation } from "react-router";
import { useLiveMessages } from "../lib/live-context.ts";

const SHOWN_MS = 8_000;

/** Says that an incident has begun to wait for a person, to one who looks at another page than the list. */
export function WaitingNotices() {
  const { pathname } = useLocation();

  const show = (incident: IncidentSummary): void => {
    const path = `/events/${encodeURIComponent(incident.id)}`;
    if (pathname === path) return;
    notifications.show({
      id: incident.id,
      title: "Waits for you",
      message: (
        <Link to={path} onClick={() => notifications.hide(incident.id)}>
          {incident.title ?? "A failure"} · {incident.repo}
        </Link>
      ),
      color: "yellow",
      autoClose: SHOWN_MS,
    });
  };

  useLiveMessages((messages) => {
    for (const message of messages) {
      if (message.type === "incident" && message.incident.status === "awaiting_approval") show(message.incident);
    }
  });

  return <Notifications position="bottom-right" limit={3} />;
}
