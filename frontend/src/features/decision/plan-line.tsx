import type { Fix } from "@pipewright/contract/fix";
import { Fragment } from "react";
import { consequenceOf, stepsOf } from "../../lib/approval-words.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./answer-bar.module.css";

/** What a yes sets going: `will run: npm test → fix → again`. */
export function PlanLine({ fix }: { fix: Fix }) {
  const steps = stepsOf(fix);
  return (
    <p className={classes.plan}>
      {steps.length > 0 && "will run: "}
      {steps.map((step, index) => (
        <Fragment key={step}>
          {index > 0 && " → "}
          {step === fix.command ? <code>{visibleText(step)}</code> : step}
        </Fragment>
      ))}{" "}
      {consequenceOf(fix)}
    </p>
  );
}
