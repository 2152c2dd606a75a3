import type { Incident } from "@pipewright/contract/incident";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { OutsideLink } from "../../components/outside-link.tsx";
import { Panel } from "../../components/panel.tsx";
import { answerWords } from "../../lib/approval-words.ts";
import { formatBytes, formatCount } from "../../lib/format-number.ts";
import { logAddress } from "../../lib/incident-address.ts";
import { useClock } from "../../lib/use-clock.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./facts-panel.module.css";

const SHORT_SHA_LENGTH = 7;
const SOURCE_WORDS: Record<Incident["source"], string> = {
  simulate: "a simulation",
  github: "GitHub",
  report: "a run report",
};

/** Where the failure came from and who answered. */
export function FactsPanel({ incident }: { incident: Incident }) {
  const { approval, fix, log } = incident;
  const answer = useClock((now) => (approval && fix && answerWords(approval, fix.kind, now)) ?? "");
  return (
    <Panel title="Facts">
      <dl className={classes.facts}>
        <Fact name="Commit">
          <code title={incident.commitSha}>{visibleText(incident.commitSha.slice(0, SHORT_SHA_LENGTH))}</code>{" "}
          {visibleText(incident.commitMessage.split("\n", 1)[0] ?? "")}
        </Fact>
        <Fact name="From">
          {incident.runUrl ? (
            <OutsideLink address={incident.runUrl}>the run</OutsideLink>
          ) : (
            visibleText(incident.scenario ?? SOURCE_WORDS[incident.source])
          )}
        </Fact>
        {log && (
          <Fact name="Log">
            <Link to={logAddress(incident.id, { first: 1, last: 1 })}>{formatCount(log.lines, "line", "lines")}</Link>
            {log.droppedBytes > 0 && `, without ${formatBytes(log.droppedBytes)} from the middle: the log was too long`}
          </Fact>
        )}
        {answer !== "" && (
          <Fact name="Answer">
            {visibleText(answer)}
            {approval?.comment && <q className={classes.comment}>{visibleText(approval.comment)}</q>}
          </Fact>
        )}
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
