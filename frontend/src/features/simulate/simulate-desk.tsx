import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { scenariosQuery } from "../../lib/scenarios-query.ts";
import { useSimulate } from "../../lib/use-simulate.ts";
import { BuilderChat } from "./builder-chat.tsx";
import { ExampleSource } from "./example-source.tsx";
import { OwnLogForm } from "./own-log-form.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import type { Previewed } from "./preview-query.ts";
import { useSimulateAddress } from "./simulate-address.ts";
import classes from "./simulate-page.module.css";
import { SourceTabs } from "./source-tabs.tsx";

/** Where the failure is chosen, and looked at before it is created. */
export function SimulateDesk() {
  const { source, scenarioId, previewScenario } = useSimulateAddress();
  const [own, setOwn] = useState<Previewed>();
  const scenarios = useQuery(scenariosQuery);
  const simulate = useSimulate();
  const preview = useRef<HTMLDivElement>(null);
  const example = scenarios.data?.find(({ id }) => id === scenarioId);
  const previewed = source === "examples" ? example && asPreviewed(example) : own;

  const show = (wanted: Previewed) => {
    setOwn(wanted);
    preview.current?.focus();
  };
  const showExample = (id: string) => {
    previewScenario(id);
    preview.current?.focus();
  };
  return (
    <>
      <SourceTabs source={source} />
      <div className={classes.columns}>
        <div className={classes.source}>
          {source === "examples" && (
            <ExampleSource scenarios={scenarios} previewedId={scenarioId} simulate={simulate} onPreview={showExample} />
          )}
          {source === "log" && <OwnLogForm simulate={simulate} onPreview={show} />}
          {source === "chat" && <BuilderChat simulate={simulate} onPreview={show} />}
        </div>
        {(source !== "examples" || !scenarios.isPending) && (
          <div ref={preview} tabIndex={-1} className={classes.preview}>
            <PreviewPanel previewed={previewed} simulate={simulate} />
          </div>
        )}
      </div>
    </>
  );
}

function asPreviewed({ id, title }: { id: string; title: string }): Previewed {
  return { key: `example ${id}`, title, request: { scenario: id } };
}
