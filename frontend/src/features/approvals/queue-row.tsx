import { Link } from "react-router";
import { Expiry } from "../../components/expiry.tsx";
import { RelativeTime } from "../../components/relative-time.tsx";
import { RiskLabel } from "../../components/risk-label.tsx";
import { countWords } from "../../lib/approval-words.ts";
import { visibleText } from "../../lib/visible-text.ts";
import type { QueueRow } from "./hold-rows.ts";
import classes from "./queue-panel.module.css";

interface Props {
  row: QueueRow;
  address: string;
  isOpen: boolean;
  onOpen: () => void;
}

/** One question in the queue: the cause, where, how risky, since when, and how long it can be answered. */
export function QueueItem({ row: { approval, isGone }, address, isOpen, onOpen }: Props) {
  const { incident, diagnosis, risk, askedAt, expiresAt } = approval;
  const count = countWords(approval);
  return (
    <li className={classes.row} data-open={isOpen || undefined} data-gone={isGone || undefined}>
      <Link to={address} className={classes.link} aria-current={isOpen ? "page" : undefined} onClick={onOpen}>
        {visibleText(diagnosis.title)}
      </Link>
      <span className={classes.facts}>
        <span className={classes.place}>{visibleText(`${incident.repo} · ${incident.branch}`)}</span>
        <RelativeTime at={askedAt} />
      </span>
      <span className={classes.facts}>
        <RiskLabel risk={risk} />
        {isGone ? <span>waits no longer</span> : <Expiry at={expiresAt} />}
      </span>
      {count !== undefined && !isGone && <span className={classes.facts}>{visibleText(count)}</span>}
    </li>
  );
}
