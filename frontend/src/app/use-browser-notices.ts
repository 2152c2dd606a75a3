import type { IncidentSummary } from "@pipewright/contract/incident";
import { useRef } from "react";
import { useNavigate } from "react-router";
import { noticeState } from "../lib/browser-notices.ts";
import { approvalAddress } from "../lib/incident-address.ts";
import { useLiveMessages } from "../lib/live-context.ts";
import { visibleText } from "../lib/visible-text.ts";

/** Tells a person who allowed it, and looks at another window, what has begun to wait; a click leads to the question. */
export function useBrowserNotices(): void {
  const navigate = useNavigate();
  const told = useRef(new Set<string>());

  useLiveMessages((messages) => {
    if (document.visibilityState === "visible" || noticeState() !== "on") return;
    for (const message of messages) {
      if (message.type !== "incident" || message.incident.status !== "awaiting_approval") continue;
      const { id, approvalId } = message.incident;
      const question = `${id} ${approvalId}`;
      if (told.current.has(question)) continue;
      told.current.add(question);
      show(message.incident, () => navigate(approvalAddress(id)));
    }
  });
}

function show({ id, title, repo }: IncidentSummary, onOpen: () => void): void {
  const notice = new Notification("Waits for you", {
    body: visibleText(`${title ?? "A failure"} · ${repo}`),
    // One for each incident, however many windows are open.
    tag: `pipewright-${id}`,
  });
  notice.onclick = () => {
    window.focus();
    notice.close();
    onOpen();
  };
}
