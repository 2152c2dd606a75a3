import type { Incident } from "@pipewright/contract/incident";
import { useQuery } from "@tanstack/react-query";
import { Panel } from "../../components/panel.tsx";
import { runsCommands } from "../../lib/approval-words.ts";
import { doctorQuery } from "../../lib/doctor-query.ts";
import { visibleText } from "../../lib/visible-text.ts";
import { Need, Needs } from "./needs.tsx";
import { executorOf, limitWords, networkWords, PLACE_WORDS } from "./run-words.ts";

/** Where an approved fix runs, what it may use there, and the command that proves it. */
export function RunsInPanel({ incident }: { incident: Incident }) {
  const { data: doctor } = useQuery(doctorQuery);
  const { fix } = incident;
  if (!fix || !runsCommands(fix)) return null;

  const executor = executorOf(incident, doctor?.findings);
  return (
    <Panel title="Runs in" detail={executor && PLACE_WORDS[executor]} flush>
      <Needs>
        {fix.image && executor !== "sandbox" && <Need name="Image">{visibleText(fix.image)}</Need>}
        <Need name="Network">{visibleText(networkWords(fix, executor))}</Need>
        {doctor && executor && <Need name="Limits">{limitWords(doctor.limits, executor)}</Need>}
        {fix.command && (
          <Need name="Fails before, passes after">
            <code>{visibleText(fix.command)}</code>
          </Need>
        )}
      </Needs>
    </Panel>
  );
}
