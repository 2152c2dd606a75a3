import type { Risk } from "@pipewright/contract/risk";
import { Panel } from "../../components/panel.tsx";
import { RiskLabel } from "../../components/risk-label.tsx";
import classes from "./risk-panel.module.css";

const HIGHEST_SCORE = 100;

/** The score as a bar of its factors, and each factor in words with its points. */
export function RiskPanel({ risk }: { risk: Risk }) {
  const adding = risk.factors.filter((factor) => factor.points > 0);
  return (
    <Panel title="Risk" detail={<RiskLabel risk={risk} />}>
      <div className={classes.bar} data-tier={risk.tier} aria-hidden>
        {adding.map((factor) => (
          <span
            key={factor.id}
            className={classes.part}
            style={{ width: `${(factor.points / HIGHEST_SCORE) * 100}%` }}
            title={`${factor.label} ${signed(factor.points)}`}
          />
        ))}
      </div>
      <ul className={classes.factors}>
        {risk.factors.map((factor) => (
          <li key={factor.id} className={classes.factor}>
            <span className={classes.points}>{signed(factor.points)}</span>
            <span>
              {factor.label} <span className={classes.why}>{factor.why}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function signed(points: number): string {
  if (points === 0) return "0";
  return points > 0 ? `+${points}` : `−${-points}`;
}
