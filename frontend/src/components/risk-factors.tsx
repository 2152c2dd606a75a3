import type { Risk } from "@pipewright/contract/risk";
import { visibleText } from "../lib/visible-text.ts";
import classes from "./risk-factors.module.css";

const HIGHEST_SCORE = 100;

/** The score as a bar of its factors, and each factor in words with its points. */
export function RiskFactors({ risk }: { risk: Risk }) {
  const adding = risk.factors.filter((factor) => factor.points > 0);
  return (
    <>
      <div className={classes.bar} data-tier={risk.tier} aria-hidden>
        {adding.map((factor) => (
          <span
            key={factor.id}
            className={classes.part}
            style={{ width: `${(factor.points / HIGHEST_SCORE) * 100}%` }}
            title={`${visibleText(factor.label)} ${signed(factor.points)}`}
          />
        ))}
      </div>
      <ul className={classes.factors}>
        {risk.factors.map((factor) => (
          <li key={factor.id} className={classes.factor}>
            <span className={classes.points}>{signed(factor.points)}</span>
            <span>
              {visibleText(factor.label)} <span className={classes.why}>{visibleText(factor.why)}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function signed(points: number): string {
  if (points === 0) return "0";
  return points > 0 ? `+${points}` : `−${-points}`;
}
