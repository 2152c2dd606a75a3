import type { Finding } from "@pipewright/contract/doctor";
import { Panel } from "../../components/panel.tsx";
import { PartRow } from "./part-row.tsx";
import classes from "./settings-page.module.css";

/** Every part of the installation: how it stands, and what to do about it. */
export function PartsPanel({ findings }: { findings: Finding[] }) {
  const working = findings.filter(({ status }) => status === "ok").length;
  return (
    <Panel title="What is connected" detail={`${working} of ${findings.length} parts work`} flush>
      <ul className={classes.parts}>
        {findings.map((finding) => (
          <PartRow key={finding.id} finding={finding} />
        ))}
      </ul>
    </Panel>
  );
}
