import type { Risk } from "@pipewright/contract/risk";
import { Panel } from "../../components/panel.tsx";
import { RiskFactors } from "../../components/risk-factors.tsx";
import { RiskLabel } from "../../components/risk-label.tsx";

export function RiskPanel({ risk }: { risk: Risk }) {
  return (
    <Panel title="Risk" detail={<RiskLabel risk={risk} />}>
      <RiskFactors risk={risk} />
    </Panel>
  );
}
