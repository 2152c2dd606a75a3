import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import {
  isJump,
  placeAt,
  type ScrollPlace,
  type ScrollSizes,
  scrolledTo,
  scrollSizes,
} from "../../lib/scroll-place.ts";
import { ROW_PX } from "./log-sizes.ts";

/** Rows kept beyond each end of the view, and steps in which the window moves; so most scrolls change nothing. */
const SPARE_ROWS = 30;
const STEP_ROWS = 10;
/** A scroll is over when nothing has moved for so long. ms. */
const REST_MS = 120;

/** The lines that are on the page, and where. */
export interface LineWindow {
  /** 1-based, inclusive. */
  first: number;
  last: number;
  /** Where the first of them stands in the scrolled element. px. */
  offset: number;
  /** Height of the scrolled element. px. */
  height: number;
  /** A person drags the scrollbar: what flies by is not worth loading. */
  isFlying: boolean;
}

export interface LineScroller {
  window: LineWindow;
  /** Brings a line to the middle of the view, unless it is in view already. */
  showLine(n: number): void;
  /** The first and the last line that a person sees whole. */
  visible(): { first: number; last: number };
}

/** Shows a window of a list of equal rows that may be higher than a browser's elements can be. */
export function useLineWindow(box: RefObject<HTMLElement | null>, totalLines: number): LineScroller {
  const place = useRef<ScrollPlace>({ scrollTop: 0, top: 0 });
  const [lineWindow, setWindow] = useState<LineWindow>(() => windowOf(place.current, sizesOf(null, totalLines), false));

  /** Takes a place, moves the scrollbar if it is elsewhere, and shows what is there. */
  const moveTo = useCallback(
    (next: ScrollPlace, isFlying: boolean) => {
      const element = box.current;
      if (element === null) return;
      if (Math.abs(element.scrollTop - next.scrollTop) >= 1) element.scrollTop = next.scrollTop;
      place.current = { top: next.top, scrollTop: element.scrollTop };
      const shown = windowOf(place.current, sizesOf(element, totalLines), isFlying);
      setWindow((before) => (isSame(before, shown) ? before : shown));
    },
    [box, totalLines],
  );

  useScrolling(box, place, totalLines, moveTo);

  const visible = useCallback(() => {
    const height = box.current?.clientHeight ?? 0;
    return {
      first: Math.ceil(place.current.top / ROW_PX) + 1,
      last: Math.max(1, Math.floor((place.current.top + height) / ROW_PX)),
    };
  }, [box]);

  const showLine = useCallback(
    (n: number) => {
      const { first, last } = visible();
      if (n >= first && n <= last) return;
      const sizes = sizesOf(box.current, totalLines);
      moveTo(placeAt(Math.round((n - 0.5) * ROW_PX - sizes.view / 2), sizes), false);
    },
    [box, totalLines, moveTo, visible],
  );

  return { window: lineWindow, showLine, visible };
}

/** Follows the scrollbar and the size of the view; once it rests, the scrollbar is put where it tells the truth. */
function useScrolling(
  box: RefObject<HTMLElement | null>,
  place: RefObject<ScrollPlace>,
  totalLines: number,
  moveTo: (place: ScrollPlace, isFlying: boolean) => void,
): void {
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const onRest = () => moveTo(placeAt(place.current.top, sizesOf(element, totalLines)), false);
    const onScroll = () => {
      const sizes = sizesOf(element, totalLines);
      const isFlying = isJump(element.scrollTop, place.current, sizes);
      moveTo(scrolledTo(element.scrollTop, place.current, sizes), isFlying);
      clearTimeout(rest.current);
      rest.current = setTimeout(onRest, REST_MS);
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      clearTimeout(rest.current);
      element.removeEventListener("scroll", onScroll);
    };
  }, [box, place, totalLines, moveTo]);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => moveTo(place.current, false));
    observer.observe(element);
    moveTo(place.current, false);
    return () => observer.disconnect();
  }, [box, place, moveTo]);
}

function sizesOf(element: HTMLElement | null, totalLines: number): ScrollSizes {
  return scrollSizes(totalLines * ROW_PX, element?.clientHeight ?? 0);
}

function windowOf({ top, scrollTop }: ScrollPlace, { shown, full, view }: ScrollSizes, isFlying: boolean): LineWindow {
  const above = Math.floor((top / ROW_PX - SPARE_ROWS) / STEP_ROWS) * STEP_ROWS;
  const skipped = Math.max(0, above);
  const count = Math.ceil(view / ROW_PX) + 2 * SPARE_ROWS + STEP_ROWS;
  const last = Math.min(full / ROW_PX, skipped + count);
  return { first: skipped + 1, last, offset: Math.round(scrollTop - top) + skipped * ROW_PX, height: shown, isFlying };
}

function isSame(a: LineWindow, b: LineWindow): boolean {
  return (
    a.first === b.first &&
    a.last === b.last &&
    a.height === b.height &&
    a.isFlying === b.isFlying &&
    Math.abs(a.offset - b.offset) < 0.5
  );
}
