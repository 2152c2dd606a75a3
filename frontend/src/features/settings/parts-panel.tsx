import type { Finding } from "@pipewright/contract/doctor";
import { Panel } from "../../components/panel.tsx";
import { useRole } from "../../lib/use-role.ts";
import { PartRow } from "./part-row.tsx";
import classes from "./settings-page.module.css";

/** Every part of the installation: how it stands, and what to do about it. */
export function PartsPanel({ findings }: { findings: Finding[] }) {
  const working = findings.filter(({ status }) => status === "ok").length;
  const isReader = useRole() === "viewer";
  const state = `${working} of ${findings.length} parts work`;
  return (
    <Panel
      title="What is connected"
      detail={isReader ? `${state}. You read here; only approvers can test` : state}
      flush
    >
      <ul className={classes.parts}>
        {findings.map((finding) => (
          <PartRow key={finding.id} finding={finding} isTestable={!isReader} />
        ))}
      </ul>
    </Panel>
  );
}
