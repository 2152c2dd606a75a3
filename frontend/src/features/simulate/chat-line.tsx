import { Button } from "@mantine/core";
import type { BuilderChatAnswer } from "@pipewright/contract/builder-chat";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./builder-chat.module.css";
import type { Previewed } from "./preview-query.ts";
import type { SimulateCommand } from "./simulate-command.ts";
import type { ChatTurn } from "./use-builder-chat.ts";

interface Props {
  turn: ChatTurn;
  /** Counts the turns, from 0. */
  place: number;
  simulate: SimulateCommand;
  onPreview: (previewed: Previewed) => void;
}

/** What was said, and the failures that it brought. */
export function ChatLine({ turn: { message, answer }, place, simulate, onPreview }: Props) {
  const offers = answer ? offersOf(answer, place) : [];
  return (
    <div className={classes.turn} data-role={message.role}>
      <p className={classes.who}>{message.role === "user" ? "You" : "Pipewright"}</p>
      <p className={classes.words}>{visibleText(message.content)}</p>
      {offers.map((offer) => (
        <div key={offer.key} className={classes.offer}>
          <p className={classes.offerTitle}>{visibleText(offer.title)}</p>
          <Button onClick={() => onPreview(offer)}>Preview</Button>
          <Button
            loading={simulate.isPending && simulate.variables === offer.request}
            onClick={() => simulate.mutate(offer.request)}
          >
            Create the incident
          </Button>
        </div>
      ))}
    </div>
  );
}

/** The failure that was made up, then the closest built-in one, each once. */
function offersOf({ scenario, closest }: BuilderChatAnswer, place: number): Previewed[] {
  const offers: Previewed[] = [];
  if (scenario && scenario.scenario === undefined) {
    offers.push({ key: `chat ${place}`, title: `As described, in ${scenario.repo}`, request: scenario });
  }
  if (closest) {
    offers.push({ key: `example ${closest.id}`, title: closest.title, request: { scenario: closest.id } });
  }
  return offers;
}
