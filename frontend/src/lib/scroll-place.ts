/** Browsers cannot make an element higher than some 17 (Firefox) to 33 million px. */
const SHOWN_MAX_PX = 10_000_000;
/** At either end of the content the scrollbar moves with it pixel by pixel for so long, so that the ends can be reached by the wheel. */
const END_PX = 100_000;
/** A scroll by more than so many heights of the view in one step is a jump: the scrollbar was dragged. */
const JUMP_VIEWS = 2;

/** Heights in px: of the whole content, of the element that stands for it, and of what is seen of it. */
export interface ScrollSizes {
  full: number;
  shown: number;
  view: number;
}

/** A place in content that may be higher than its element: `scrollTop` is the element's, `top` the content's, in px. */
export interface ScrollPlace {
  scrollTop: number;
  top: number;
}

export function scrollSizes(full: number, view: number): ScrollSizes {
  return { full, shown: Math.min(full, SHOWN_MAX_PX), view };
}

/** Where the scrollbar stands for a place in the content. */
export function placeAt(top: number, sizes: ScrollSizes): ScrollPlace {
  const within = clamp(top, topMax(sizes));
  return { top: within, scrollTop: rescale(within, topMax(sizes), scrollMax(sizes)) };
}

/** Where a scroll leads: a small one moves the content by as much, a jump goes to the same share of it. */
export function scrolledTo(scrollTop: number, before: ScrollPlace, sizes: ScrollSizes): ScrollPlace {
  if (sizes.shown === sizes.full) return { scrollTop, top: scrollTop };
  if (isJump(scrollTop, before, sizes)) {
    return { scrollTop, top: rescale(scrollTop, scrollMax(sizes), topMax(sizes)) };
  }
  const place = { scrollTop, top: clamp(before.top + scrollTop - before.scrollTop, topMax(sizes)) };
  const isStuck = scrollTop <= 0 || scrollTop >= scrollMax(sizes);
  return isStuck ? placeAt(place.top, sizes) : place;
}

export function isJump(scrollTop: number, before: ScrollPlace, { view }: ScrollSizes): boolean {
  return Math.abs(scrollTop - before.scrollTop) > JUMP_VIEWS * view;
}

/** A place on a way of length `from` as one on a way of length `to`: the same at both ends, the same share between them. */
function rescale(place: number, from: number, to: number): number {
  if (from === to || place <= END_PX) return place;
  if (place >= from - END_PX) return to - (from - place);
  return Math.round(END_PX + ((place - END_PX) / (from - 2 * END_PX)) * (to - 2 * END_PX));
}

function topMax({ full, view }: ScrollSizes): number {
  return Math.max(0, full - view);
}

function scrollMax({ shown, view }: ScrollSizes): number {
  return Math.max(0, shown - view);
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(0, value), max);
}
