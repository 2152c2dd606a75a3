import { memo, type UIEvent, useEffect, useLayoutEffect, useRef } from "react";
import { StyledParts } from "../../components/styled-parts.tsx";
import type { TextPart } from "../../lib/styled-text.ts";
import classes from "./proof-panel.module.css";

const NEAR_END_PX = 24;

interface Props {
  label: string;
  parts: readonly TextPart[];
  /** The beginning of the output is not known. */
  isPartial: boolean;
  isGrowing: boolean;
  /** The end is kept in view. */
  isFollowing: boolean;
  /** Scrolling up stops the following, scrolling to the end begins it anew. */
  onFollow: (isFollowing: boolean) => void;
  searched: string;
  /** The match that is shown, from 0. */
  current: number | undefined;
}

/** Terminal output that follows its end until a person scrolls up. */
export const OutputView = memo(function OutputView(props: Props) {
  const { label, parts, isPartial, isGrowing, isFollowing, onFollow, searched, current } = props;
  const box = useRef<HTMLPreElement>(null);
  const lastTop = useRef(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: more text is what there is to follow
  useLayoutEffect(() => {
    if (box.current && isFollowing) box.current.scrollTop = box.current.scrollHeight;
  }, [parts, isFollowing]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another match is what there is to show
  useEffect(() => {
    box.current?.querySelector("mark[data-current]")?.scrollIntoView({ block: "nearest" });
  }, [searched, current]);

  const onScroll = (event: UIEvent<HTMLPreElement>): void => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    const isUp = scrollTop < lastTop.current;
    lastTop.current = scrollTop;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) onFollow(true);
    else if (isUp) onFollow(false);
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
      {parts.length === 0 && <span className={classes.missing}>{isGrowing ? "No output yet" : "No output"}</span>}
      <StyledParts parts={parts} searched={searched} current={current} />
    </pre>
  );
});
