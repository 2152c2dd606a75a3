import { Notifications, notifications } from "@mantine/notifications";
import type { IncidentSummary } from "@pipewright/contract/incident";
import { useEffect } from "react";
import { Link } from "react-router";
import { approvalAddress } from "../lib/incident-address.ts";
import { visibleText } from "../lib/visible-text.ts";
import classes from "./shell.module.css";

const SHOWN_MS = 8_000;
const SHOWN_AT_ONCE = 3;

/** Says which incidents have begun to wait for a person, to one who looks at something else. */
export function WaitingNotices({ incidents }: { incidents: IncidentSummary[] }) {
  useEffect(() => {
    for (const incident of incidents) show(incident);
  }, [incidents]);
  return <Notifications position="bottom-right" limit={SHOWN_AT_ONCE} />;
}

function show({ id, title, repo }: IncidentSummary): void {
  notifications.show({
    id,
    title: "Waits for you",
    message: (
      <Link to={approvalAddress(id)} className={classes.notification} onClick={() => notifications.hide(id)}>
        {visibleText(`${title ?? "A failure"} · ${repo}`)}
      </Link>
    ),
    color: "yellow",
    autoClose: SHOWN_MS,
    closeButtonProps: { "aria-label": "Close" },
  });
}
