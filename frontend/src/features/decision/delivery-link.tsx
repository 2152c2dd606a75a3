import type { Delivery } from "@pipewright/contract/incident";
import { OutsideLink } from "../../components/outside-link.tsx";
import { deliveryWords, fateWords } from "./delivery-words.ts";

/** The way to what was delivered, and what became of it; nothing for what has no address. */
export function DeliveryLink({ delivery }: { delivery: Delivery }) {
  const fate = fateWords(delivery);
  return (
    <>
      {delivery.url && (
        <>
          {" "}
          <OutsideLink address={delivery.url}>{deliveryWords(delivery)}</OutsideLink>
        </>
      )}
      {fate && ` · ${fate}`}
    </>
  );
}
