import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";
import { ErrorFace } from "../../components/error-face.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { ReaderNote } from "../../components/reader-note.tsx";
import { scenariosQuery } from "../../lib/scenarios-query.ts";
import { useRole } from "../../lib/use-role.ts";
import { useSimulate } from "../../lib/use-simulate.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./first-run.module.css";

/** A choice of failures to send in, for who may. */
export function SimulateForm() {
  if (useRole() === "viewer") return <ReaderNote>only approvers send in failures</ReaderNote>;
  return (
    <>
      <ScenarioForm />
      <p>
        Or <Link to="/simulate?from=log">try a log of your own</Link>, and look at all{" "}
        <Link to="/simulate">examples</Link> first.
      </p>
    </>
  );
}

function ScenarioForm() {
  const scenarios = useQuery(scenariosQuery);
  const simulate = useSimulate();
  const [chosenId, setChosenId] = useState<string>();

  if (scenarios.isPending) return <LoadingFace words="Loading the scenarios" />;
  if (scenarios.isError) return <ErrorFace problem={scenarios.error} onRetry={() => void scenarios.refetch()} />;
  const chosen = scenarios.data.find((scenario) => scenario.id === chosenId) ?? scenarios.data[0];
  if (!chosen) return <p>This server has no scenarios.</p>;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    simulate.mutate({ scenario: chosen.id });
  };
  return (
    <form className={classes.simulate} onSubmit={submit}>
      <NativeSelect
        label="What shall fail"
        data={scenarios.data.map(({ id, title, ecosystem }) => ({
          value: id,
          label: visibleText(`${title} (${ecosystem})`),
        }))}
        value={chosen.id}
        onChange={(event) => setChosenId(event.currentTarget.value)}
      />
      <Button type="submit" loading={simulate.isPending}>
        Try a simulation
      </Button>
      <p className={classes.about}>{visibleText(chosen.description)}</p>
      {simulate.isError && <ProblemNote problem={simulate.error} className={classes.problem} />}
    </form>
  );
}
