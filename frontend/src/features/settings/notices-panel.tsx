import { Button } from "@mantine/core";
import { useState } from "react";
import { Panel } from "../../components/panel.tsx";
import { type NoticeState, noticeState, turnNoticesOff, turnNoticesOn } from "../../lib/browser-notices.ts";
import classes from "./settings-page.module.css";

const WORDS: Record<NoticeState, string> = {
  unsupported: "This browser shows none for this page. They need HTTPS, or a server on this machine.",
  denied: "This browser blocks them for this page. Allow them in its site settings, then load the page again.",
  off: "Off. This browser can tell you when a fix waits while you look at another window.",
  on: "On. A click on one leads to the question.",
};

/** Notifications of the operating system, which a person has to want. */
export function NoticesPanel() {
  const [state, setState] = useState(noticeState);
  return (
    <Panel title="Notifications in this browser">
      <div className={classes.notices}>
        <p role="status">{WORDS[state]}</p>
        {state === "off" && <Button onClick={async () => setState(await turnNoticesOn())}>Turn on</Button>}
        {state === "on" && <Button onClick={() => setState(turnNoticesOff())}>Turn off</Button>}
      </div>
    </Panel>
  );
}
