import type { StatsDay } from "@pipewright/contract/dashboard";
import type { Series } from "./chart.tsx";
import { type ChartFrame, dayLeft, dayWidth, dayWords, valueTop } from "./chart-frame.ts";
import classes from "./trends.module.css";

const DOT_PX = 3;

interface Props {
  frame: ChartFrame;
  days: StatsDay[];
  series: Series;
  format(value: number): string;
}

/** A dot for each day on which there was something to measure, and a line from dot to dot. */
export function ChartLine({ frame, days, series, format }: Props) {
  const dots = days.flatMap((day, n) => {
    const value = series.of(day);
    if (value === null) return [];
    return [{ day: day.day, value, x: dayLeft(frame, n) + dayWidth(frame) / 2, y: valueTop(frame, value) }];
  });
  return (
    <g data-meaning={series.meaning}>
      <polyline className={classes.line} points={dots.map(({ x, y }) => `${x},${y}`).join(" ")} />
      {dots.map(({ day, value, x, y }) => (
        <circle key={day} className={classes.dot} cx={x} cy={y} r={DOT_PX}>
          <title>{`${dayWords(day)}: ${format(value)}`}</title>
        </circle>
      ))}
    </g>
  );
}
