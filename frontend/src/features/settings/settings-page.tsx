import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ConnectRepository } from "../../components/connect-repository.tsx";
import { ErrorFace } from "../../components/error-face.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import { Panel } from "../../components/panel.tsx";
import { doctorQuery, proposedSecretLine } from "../../lib/doctor-query.ts";
import { KeysPanel } from "./keys-panel.tsx";
import { NoticesPanel } from "./notices-panel.tsx";
import { PartsPanel } from "./parts-panel.tsx";
import { PeoplePanel } from "./people-panel.tsx";
import classes from "./settings-page.module.css";
import { ThemePanel } from "./theme-panel.tsx";

/** What is connected and what is missing, how to mend it, and how this browser shows it. */
export function SettingsPage({ signIn }: { signIn: ReactNode }) {
  const doctor = useQuery(doctorQuery);
  if (!doctor.data) {
    if (doctor.isError) return <ErrorFace problem={doctor.error} onRetry={() => void doctor.refetch()} />;
    return <LoadingFace words="Looking at every part of this installation" />;
  }
  const { findings, webhookUrl } = doctor.data;
  return (
    <div className={classes.page}>
      <h1 className={classes.heading}>Settings</h1>
      <PartsPanel findings={findings} />
      <Panel title="Connect a repository">
        <ConnectRepository webhookUrl={webhookUrl} secretLine={proposedSecretLine(findings)} />
      </Panel>
      <PeoplePanel />
      <KeysPanel />
      <div className={classes.beside}>
        {signIn}
        <ThemePanel />
        <NoticesPanel />
      </div>
    </div>
  );
}
