import type { Fix } from "@pipewright/contract/fix";
import { Fragment } from "react";
import { planOf } from "../../lib/approval-words.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./answer-bar.module.css";

/** What a yes sets going, in its order: `will run: npm test → fix → again`. */
export function PlanLine({ fix }: { fix: Fix }) {
  return (
    <p className={classes.plan}>
      will run:{" "}
      {planOf(fix).map((step, index) => (
        <Fragment key={step}>
          {index > 0 && " → "}
          {step === fix.command ? <code>{visibleText(step)}</code> : step}
        </Fragment>
      ))}
    </p>
  );
}
