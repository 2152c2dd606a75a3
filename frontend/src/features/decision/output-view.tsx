import { type UIEvent, useLayoutEffect, useRef } from "react";
import classes from "./proof-panel.module.css";

const NEAR_END_PX = 24;

interface Props {
  label: string;
  text: string;
  /** The beginning of the output is not known. */
  isPartial: boolean;
  isGrowing: boolean;
}

/** Terminal output that follows its end until a person scrolls up. */
export function OutputView({ label, text, isPartial, isGrowing }: Props) {
  const box = useRef<HTMLPreElement>(null);
  const isFollowing = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: more text is what there is to follow
  useLayoutEffect(() => {
    if (box.current && isFollowing.current) box.current.scrollTop = box.current.scrollHeight;
  }, [text]);

  const onScroll = (event: UIEvent<HTMLPreElement>): void => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    isFollowing.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  };
  return (
    <pre
      ref={box}
      className={classes.output}
      aria-label={label}
      role="log"
      aria-live="off"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      onScroll={onScroll}
    >
      {isPartial && <span className={classes.missing}>The output before this line was not received.{"\n"}</span>}
      {text || <span className={classes.missing}>{isGrowing ? "No output yet" : "No output"}</span>}
    </pre>
  );
}
