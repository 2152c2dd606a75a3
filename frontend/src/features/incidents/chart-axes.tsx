import type { StatsDay } from "@pipewright/contract/dashboard";
import { type ChartFrame, dayLeft, dayWidth, dayWords, plotEdges, valueTop } from "./chart-frame.ts";
import classes from "./trends.module.css";

const LABEL_GAP_PX = 6;

interface Props {
  frame: ChartFrame;
  ticks: number[];
  days: StatsDay[];
  format(value: number): string;
}

/** Marks with their values on the left, and the first, the middle and the last day below. */
export function ChartAxes({ frame, ticks, days, format }: Props) {
  const { left, right } = plotEdges(frame);
  const last = days.length - 1;
  const named = [0, Math.round(last / 2), last];
  return (
    <g className={classes.axes}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={valueTop(frame, tick)} y2={valueTop(frame, tick)} />
          <text x={left - LABEL_GAP_PX} y={valueTop(frame, tick)} textAnchor="end" dominantBaseline="middle">
            {format(tick)}
          </text>
        </g>
      ))}
      {named.map((n, place) => (
        <text
          key={n}
          x={place === 0 ? left : place === 2 ? right : dayLeft(frame, n) + dayWidth(frame) / 2}
          y={frame.height - LABEL_GAP_PX}
          textAnchor={ANCHORS[place]}
        >
          {dayWords(days[n]?.day ?? "")}
        </text>
      ))}
    </g>
  );
}

const ANCHORS = ["start", "middle", "end"] as const;
