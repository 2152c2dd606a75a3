import { useQuery } from "@tanstack/react-query";
import { ConnectRepository } from "../../components/connect-repository.tsx";
import { ErrorFace } from "../../components/error-face.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import { Panel } from "../../components/panel.tsx";
import { doctorQuery, proposedSecretLine } from "../../lib/doctor-query.ts";
import { ChooseModel } from "./choose-model.tsx";
import classes from "./first-run.module.css";
import { SimulateForm } from "./simulate-form.tsx";

/** What to do with an empty installation, in one screen: try it, connect a repository, choose a model. */
export function FirstRun({ isEmpty }: { isEmpty: boolean }) {
  const { data } = useQuery(doctorQuery);
  return (
    <div className={classes.steps}>
      <Panel title="1. See it work" detail={isEmpty && "No failure has come in yet"}>
        <div className={classes.prose}>
          <p>
            Send in a small repository that really fails. You see the cause, the proposed fix and its risk, and nothing
            runs until you approve it.
          </p>
          <SimulateForm />
        </div>
      </Panel>
      <Panel title="2. Connect a repository">
        <Connect />
      </Panel>
      <Panel title="3. Choose a model, or none">
        <ChooseModel inUse={data?.findings.find(({ id }) => id === "model")?.kind} />
      </Panel>
    </div>
  );
}

function Connect() {
  const doctor = useQuery(doctorQuery);
  if (!doctor.data) {
    if (doctor.isError) return <ErrorFace problem={doctor.error} onRetry={() => void doctor.refetch()} />;
    return <LoadingFace words="Asking the server for its address" />;
  }
  return (
    <ConnectRepository webhookUrl={doctor.data.webhookUrl} secretLine={proposedSecretLine(doctor.data.findings)} />
  );
}
