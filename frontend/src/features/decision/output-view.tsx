import { type KeyboardEvent, memo, type UIEvent, useEffect, useLayoutEffect, useRef } from "react";
import { StyledParts } from "../../components/styled-parts.tsx";
import type { TextPart } from "../../lib/styled-text.ts";
import classes from "./proof-panel.module.css";

const NEAR_END_PX = 24;
const KEYS_UP: ReadonlySet<string> = new Set(["ArrowUp", "PageUp", "Home"]);

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
    if (!box.current || !isFollowing) return;
    box.current.scrollTop = box.current.scrollHeight;
    // Its event comes later and must not pass for a person's.
    lastTop.current = box.current.scrollTop;
  }, [parts, isFollowing]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another match is what there is to show
  useEffect(() => {
    box.current?.querySelector("mark[data-current]")?.scrollIntoView({ block: "nearest" });
  }, [searched, current]);

  const onScroll = (event: UIEvent<HTMLPreElement>): void => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    const moved = scrollTop - lastTop.current;
    lastTop.current = scrollTop;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (moved > 0 && isAtEnd) onFollow(true);
    if (moved < 0 && !isAtEnd) onFollow(false);
  };
  // New output may scroll to the end again before the event of scrolling up comes.
  const goUp = (): void => {
    if (box.current && box.current.scrollTop > 0) onFollow(false);
  };
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (KEYS_UP.has(key)) goUp();
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
      onWheel={({ deltaY }) => deltaY < 0 && goUp()}
      onKeyDown={onKeyDown}
    >
      {isPartial && <span className={classes.missing}>The output before this line was not received.{"\n"}</span>}
      {parts.length === 0 && <span className={classes.missing}>{isGrowing ? "No output yet" : "No output"}</span>}
      <StyledParts parts={parts} searched={searched} current={current} />
    </pre>
  );
});
