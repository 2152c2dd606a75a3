import { useElementSize } from "@mantine/hooks";
import type { StatsDay } from "@pipewright/contract/dashboard";
import type { Meaning } from "../../lib/incident-status.ts";
import { ChartAxes } from "./chart-axes.tsx";
import { ChartBars } from "./chart-bars.tsx";
import type { ChartFrame } from "./chart-frame.ts";
import { ChartLine } from "./chart-line.tsx";
import { ChartTable } from "./chart-table.tsx";
import classes from "./trends.module.css";

export interface Series {
  name: string;
  meaning: Meaning;
  /** Null where there was nothing to measure. */
  of(day: StatsDay): number | null;
}

export interface ChartProps {
  /** What the chart says, as a sentence. */
  title: string;
  /** What the upright axis counts. */
  unit: string;
  note?: string;
  days: StatsDay[];
  kind: "bars" | "line";
  /** Bars stand on one another, the first at the bottom. */
  series: Series[];
  /** Marks of the upright axis, from 0 to at least the largest value. */
  ticksOf(max: number): number[];
  format(value: number): string;
}

const HEIGHT_PX = 150;

/** A statement, the picture that bears it out, and the figures behind the picture. */
export function Chart({ title, unit, note, days, kind, series, ticksOf, format }: ChartProps) {
  const { ref, width } = useElementSize();
  const values = days.map((day) => series.reduce((sum, { of }) => sum + (of(day) ?? 0), 0));
  const ticks = ticksOf(Math.max(...values, 0));
  const frame: ChartFrame = { width, height: HEIGHT_PX, count: days.length, top: ticks.at(-1) ?? 1 };
  return (
    <figure className={classes.chart}>
      <figcaption>
        <p className={classes.title}>{title}</p>
        <p className={classes.unit}>
          {unit}
          {series.length > 1 &&
            series.map(({ name, meaning }) => (
              <span key={name} className={classes.key} data-meaning={meaning}>
                {name}
              </span>
            ))}
        </p>
      </figcaption>
      <div ref={ref} className={classes.picture}>
        {width > 0 && (
          <svg width={width} height={HEIGHT_PX} role="img" aria-label={`${unit}: ${title}`}>
            <ChartAxes frame={frame} ticks={ticks} days={days} format={format} />
            {kind === "bars" ? (
              <ChartBars frame={frame} days={days} series={series} format={format} />
            ) : (
              series.map((each) => (
                <ChartLine key={each.name} frame={frame} days={days} series={each} format={format} />
              ))
            )}
          </svg>
        )}
      </div>
      {note && <p className={classes.note}>{note}</p>}
      <ChartTable unit={unit} days={days} series={series} format={format} />
    </figure>
  );
}
