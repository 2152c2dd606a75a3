import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { EmptyFace } from "../../components/empty-face.tsx";
import { ErrorFace } from "../../components/error-face.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import { Panel } from "../../components/panel.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { visibleText } from "../../lib/visible-text.ts";
import { type Previewed, previewQuery } from "./preview-query.ts";
import { PreviewView } from "./preview-view.tsx";
import type { SimulateCommand } from "./simulate-command.ts";
import classes from "./simulate-page.module.css";

interface Props {
  previewed: Previewed | undefined;
  simulate: SimulateCommand;
}

/** What would be made of the failure, and the step from looking to doing. */
export function PreviewPanel({ previewed, simulate }: Props) {
  if (!previewed) {
    return (
      <Panel title="Preview" flush>
        <EmptyFace title="Nothing is previewed yet">
          <p>Choose Preview to see cause, fix and risk here, before anything is created.</p>
        </EmptyFace>
      </Panel>
    );
  }
  return <Preview previewed={previewed} simulate={simulate} />;
}

function Preview({ previewed, simulate }: { previewed: Previewed; simulate: SimulateCommand }) {
  const preview = useQuery(previewQuery(previewed));
  return (
    <Panel title="Preview" detail={visibleText(previewed.title)} flush>
      {preview.isPending && <LoadingFace words="Finding the cause and a fix; nothing is stored" />}
      {preview.isError && <ErrorFace problem={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && <PreviewView preview={preview.data} />}
      <div className={classes.create}>
        <Button
          variant="filled"
          loading={simulate.isPending && simulate.variables === previewed.request}
          onClick={() => simulate.mutate(previewed.request)}
        >
          Create this incident
        </Button>
        {simulate.isError && simulate.variables === previewed.request ? (
          <ProblemNote problem={simulate.error} />
        ) : (
          <p className={classes.hint}>It then waits for your approval. Nothing runs before.</p>
        )}
      </div>
    </Panel>
  );
}
