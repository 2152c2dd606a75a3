import { Button } from "@mantine/core";
import { useDeferredValue, useMemo, useState } from "react";
import { formatCount } from "../../lib/format-number.ts";
import { countMatches } from "../../lib/mark-matches.ts";
import { saveText } from "../../lib/save-text.ts";
import { plainText, styledOutput } from "../../lib/styled-text.ts";
import { OutputTools } from "./output-tools.tsx";
import { OutputView } from "./output-view.tsx";
import classes from "./run-output.module.css";
import type { Run } from "./runs-of.ts";

/** Less is seen at a glance, and needs no tools. */
const GLANCE_LINES = 10;

/** What a run wrote, in its colours: it can be followed, searched and kept. */
export function RunOutput({ title, run }: { title: string; run: Run }) {
  const text = useDeferredValue(run.text);
  const parts = useMemo(() => styledOutput(text), [text]);
  const plain = useMemo(() => plainText(parts), [parts]);
  const [isFollowing, setFollowing] = useState(true);
  const lines = useMemo(() => plain.split("\n").length, [plain]);
  /** How many there were when the following ended. */
  const [seenLines, setSeenLines] = useState(0);
  const unseen = isFollowing ? 0 : Math.max(0, lines - seenLines);
  const [searched, setSearched] = useState("");
  const [step, setStep] = useState(0);
  const matches = useMemo(() => countMatches(plain, searched), [plain, searched]);
  const current = matches === 0 ? undefined : ((step % matches) + matches) % matches;

  const follow = (wanted: boolean): void => {
    if (!wanted && isFollowing) setSeenLines(lines);
    setFollowing(wanted);
  };
  const search = (wanted: string): void => {
    setSearched(wanted);
    setStep(0);
    follow(wanted === "");
  };
  return (
    <>
      {plain.split("\n", GLANCE_LINES + 1).length > GLANCE_LINES && (
        <OutputTools
          title={title}
          isGrowing={run.isCurrent}
          isFollowing={isFollowing}
          onFollow={follow}
          searched={searched}
          matches={matches}
          current={current}
          onSearch={search}
          onStep={(by) => setStep(step + by)}
          onSave={() => saveText(`pipewright-${title.toLowerCase().replaceAll(" ", "-")}.log`, plain)}
        />
      )}
      <OutputView
        label={`Output: ${title}`}
        parts={parts}
        isPartial={run.isPartial}
        isGrowing={run.isCurrent}
        isFollowing={isFollowing}
        onFollow={follow}
        searched={searched}
        current={current}
      />
      {run.isCurrent && unseen > 0 && (
        <Button className={classes.unseen ?? ""} radius="xl" variant="filled" onClick={() => follow(true)}>
          {formatCount(unseen, "new line", "new lines")}
        </Button>
      )}
    </>
  );
}
