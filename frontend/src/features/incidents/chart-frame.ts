/** The room of a chart. px, but for `count` (of days) and `top` (the value at the upper edge). */
export interface ChartFrame {
  width: number;
  height: number;
  count: number;
  top: number;
}

const LEFT_PX = 56;
const RIGHT_PX = 8;
const ABOVE_PX = 8;
const BELOW_PX = 20;

/** Where the plot begins and ends, left to right. */
export function plotEdges({ width }: ChartFrame): { left: number; right: number } {
  return { left: LEFT_PX, right: Math.max(LEFT_PX, width - RIGHT_PX) };
}

/** Width of the strip that belongs to one day. */
export function dayWidth(frame: ChartFrame): number {
  const { left, right } = plotEdges(frame);
  return (right - left) / Math.max(1, frame.count);
}

/** The left edge of the strip of day number `n`, from 0. */
export function dayLeft(frame: ChartFrame, n: number): number {
  return plotEdges(frame).left + n * dayWidth(frame);
}

/** How far below the chart's upper edge a value stands. */
export function valueTop({ height, top }: ChartFrame, value: number): number {
  const room = height - ABOVE_PX - BELOW_PX;
  return ABOVE_PX + room * (1 - value / top);
}

/** `24 Nov`, for a day of UTC. */
export function dayWords(day: string): string {
  return new Date(day).toLocaleDateString(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
}
