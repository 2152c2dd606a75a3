import { describe, expect, it } from "vitest";
import { placeAt, type ScrollPlace, scrolledTo, scrollSizes } from "./scroll-place.ts";

const VIEW = 800;
/** The scrollbar takes less than a step where it comes to its end. */
const SPARE_STEPS = 10;

describe("a place in content that fits an element", () => {
  it("is where the browser says", () => {
    const sizes = scrollSizes(20_000, VIEW);
    expect(sizes.shown).toBe(20_000);
    expect(scrolledTo(500, { scrollTop: 0, top: 0 }, sizes)).toEqual({ scrollTop: 500, top: 500 });
    expect(placeAt(50_000, sizes)).toEqual({ scrollTop: 19_200, top: 19_200 });
    expect(placeAt(10, scrollSizes(100, VIEW))).toEqual({ scrollTop: 0, top: 0 });
  });
});

describe("a place in content that is higher than an element can be", () => {
  const sizes = scrollSizes(200_000_000, VIEW);
  const scrollMax = sizes.shown - VIEW;
  const topMax = sizes.full - VIEW;

  it("moves with the wheel pixel by pixel", () => {
    const middle = placeAt(100_000_000, sizes);
    expect(scrolledTo(middle.scrollTop + 120, middle, sizes).top).toBe(middle.top + 120);
    expect(scrolledTo(middle.scrollTop - 120, middle, sizes).top).toBe(middle.top - 120);
  });

  it("jumps with the scrollbar to the same share", () => {
    const start = { scrollTop: 0, top: 0 };
    expect(scrolledTo(scrollMax / 2, start, sizes).top).toBeCloseTo(topMax / 2);
    expect(scrolledTo(scrollMax, start, sizes).top).toBe(topMax);
  });

  it.each([-100, 100])("reaches the end by the wheel alone (%i px a step)", (step) => {
    const end = step < 0 ? 0 : topMax;
    const steps = 3000;
    let place: ScrollPlace = placeAt(end - (steps - SPARE_STEPS) * step, sizes);
    for (let taken = 0; taken < steps; taken += 1) {
      const scrollTop = Math.min(scrollMax, Math.max(0, place.scrollTop + step));
      place = scrolledTo(scrollTop, place, sizes);
    }
    expect(place).toEqual({ top: end, scrollTop: step < 0 ? 0 : scrollMax });
  });
});
