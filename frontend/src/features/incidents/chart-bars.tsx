import type { StatsDay } from "@pipewright/contract/dashboard";
import type { Series } from "./chart.tsx";
import { type ChartFrame, dayLeft, dayWidth, dayWords, valueTop } from "./chart-frame.ts";
import classes from "./trends.module.css";

/** The part of a day's strip that its bar fills. */
const FILLED = 0.7;

interface Props {
  frame: ChartFrame;
  days: StatsDay[];
  series: Series[];
  format(value: number): string;
}

/** A bar a day; the series stand on one another. */
export function ChartBars({ frame, days, series, format }: Props) {
  const width = dayWidth(frame) * FILLED;
  return days.map((day, n) => (
    <g key={day.day}>
      <title>{`${dayWords(day.day)}: ${series.map(({ name, of }) => `${format(of(day) ?? 0)} ${name}`).join(", ")}`}</title>
      {stack(day, series).map(({ meaning, from, to }) => (
        <rect
          key={meaning}
          className={classes.bar}
          data-meaning={meaning}
          x={dayLeft(frame, n) + (dayWidth(frame) - width) / 2}
          width={width}
          y={valueTop(frame, to)}
          height={valueTop(frame, from) - valueTop(frame, to)}
        />
      ))}
    </g>
  ));
}

function stack(day: StatsDay, series: Series[]) {
  let reached = 0;
  return series.map(({ meaning, of }) => {
    const from = reached;
    reached += of(day) ?? 0;
    return { meaning, from, to: reached };
  });
}
