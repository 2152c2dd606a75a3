import type { Recent } from "@pipewright/contract/dashboard";
import { countTicks, timeTicks } from "../../lib/chart-scale.ts";
import { formatNumber } from "../../lib/format-number.ts";
import { formatDuration } from "../../lib/format-time.ts";
import { percent, SAVED_RULE, trendWords } from "../../lib/trend-words.ts";
import { Chart } from "./chart.tsx";
import classes from "./trends.module.css";

const RATE_TICKS = () => [0, 0.5, 1];

/** How it has gone for 30 days, a chart a question. */
export function Trends({ recent }: { recent: Recent }) {
  const words = trendWords(recent);
  const { days } = recent;
  return (
    <section className={classes.trends} aria-label="The last 30 days">
      <Chart
        title={words.incidents}
        unit="Incidents a day"
        days={days}
        kind="bars"
        series={[
          { name: "proven fixed", meaning: "proven", of: ({ proven }) => proven },
          { name: "others", meaning: "rest", of: ({ incidents, proven }) => incidents - proven },
        ]}
        ticksOf={countTicks}
        format={formatNumber}
      />
      <Chart
        title={words.diagnosis}
        unit="Median time to diagnosis"
        days={days}
        kind="line"
        series={[{ name: "median", meaning: "working", of: ({ medianDiagnosisMs }) => medianDiagnosisMs }]}
        ticksOf={timeTicks}
        format={formatDuration}
      />
      <Chart
        title={words.green}
        unit="Median time from failure to proof, waiting included"
        days={days}
        kind="line"
        series={[{ name: "median", meaning: "proven", of: ({ medianGreenMs }) => medianGreenMs }]}
        ticksOf={timeTicks}
        format={formatDuration}
      />
      <Chart
        title={words.approval}
        unit="Approved, of the fixes that were answered"
        days={days}
        kind="line"
        series={[{ name: "approved", meaning: "waiting", of: ({ approvalRate }) => approvalRate }]}
        ticksOf={RATE_TICKS}
        format={percent}
      />
      <Chart
        title={words.proven}
        unit="Proven, of the fixes that ran"
        days={days}
        kind="line"
        series={[{ name: "proven", meaning: "proven", of: ({ provenRate }) => provenRate }]}
        ticksOf={RATE_TICKS}
        format={percent}
      />
      <Chart
        title={words.saved}
        unit="Minutes saved a day"
        note={SAVED_RULE}
        days={days}
        kind="bars"
        series={[{ name: "minutes saved", meaning: "proven", of: ({ minutesSaved }) => minutesSaved }]}
        ticksOf={countTicks}
        format={formatNumber}
      />
    </section>
  );
}
