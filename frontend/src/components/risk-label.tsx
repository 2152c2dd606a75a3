import type { RiskTier } from "@pipewright/contract/risk";
import type { Meaning } from "../lib/incident-status.ts";
import classes from "./risk-label.module.css";

interface Props {
  risk: { score: number; tier: RiskTier };
}

/** Score and tier, with a meter of four steps so that it can be read without colour. */
export function RiskLabel({ risk }: Props) {
  const steps = STEPS[risk.tier];
  return (
    <span className={classes.label} data-meaning={RISK_MEANINGS[risk.tier]}>
      <span className={classes.meter} aria-hidden>
        {[1, 2, 3, 4].map((step) => (
          <span key={step} className={classes.step} data-on={step <= steps || undefined} />
        ))}
      </span>
      <span className={classes.score}>{risk.score}</span>
      {risk.tier}
    </span>
  );
}

const STEPS: Record<RiskTier, number> = { low: 1, medium: 2, high: 3, critical: 4 };

const RISK_MEANINGS: Record<RiskTier, Meaning> = {
  low: "rest",
  medium: "rest",
  high: "waiting",
  critical: "failing",
};
