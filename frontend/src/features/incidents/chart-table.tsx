import type { StatsDay } from "@pipewright/contract/dashboard";
import type { Series } from "./chart.tsx";
import { dayWords } from "./chart-frame.ts";
import classes from "./trends.module.css";

interface Props {
  unit: string;
  days: StatsDay[];
  series: Series[];
  format(value: number): string;
}

/** The figures behind a chart, the newest day first. */
export function ChartTable({ unit, days, series, format }: Props) {
  return (
    <details className={classes.figures}>
      <summary>Show as a table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section className={classes.scroll} aria-label={`${unit}, as a table`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Day (UTC)</th>
              {series.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((day) => (
              <tr key={day.day}>
                <th scope="row">{dayWords(day.day)}</th>
                {series.map(({ name, of }) => {
                  const value = of(day);
                  return <td key={name}>{value === null ? "–" : format(value)}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
