import type { Delivery } from "@pipewright/contract/incident";
import { IconCircleCheck } from "@tabler/icons-react";
import { visibleText } from "../../lib/visible-text.ts";
import { DeliveryLink } from "./delivery-link.tsx";
import classes from "./notices.module.css";

/** How an incident ended that had nothing to prove: a takeover, a rerun, a wait. */
export function OutcomeNotice({ delivery }: { delivery: Delivery }) {
  return (
    <section className={classes.notice} data-meaning="rest" aria-label="Outcome">
      <IconCircleCheck size={18} className={classes.icon} aria-hidden />
      <p className={classes.words}>
        {visibleText(delivery.message)}
        <DeliveryLink delivery={delivery} />
      </p>
    </section>
  );
}
