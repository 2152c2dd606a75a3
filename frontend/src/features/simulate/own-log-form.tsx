import { Button, TextInput } from "@mantine/core";
import type { SimulateRequest } from "@pipewright/contract/simulate";
import { type FormEvent, useId, useState } from "react";
import { Panel } from "../../components/panel.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { EMPTY_LOG, LogField, type OwnLog } from "./log-field.tsx";
import type { Previewed } from "./preview-query.ts";
import type { SimulateCommand } from "./simulate-command.ts";
import classes from "./simulate-page.module.css";

interface Props {
  simulate: SimulateCommand;
  onPreview: (previewed: Previewed) => void;
}

const CREATE = "create";

/** A failure of one's own: its log, and where it happened. */
export function OwnLogForm({ simulate, onPreview }: Props) {
  const [log, setLog] = useState<OwnLog>(EMPTY_LOG);
  const [repo, setRepo] = useState("");
  const [branch, setBranch] = useState("");
  const [commitMessage, setCommitMessage] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const wishes = useId();
  const [wish, setWish] = useState(0);
  const hasLog = log.text.trim() !== "";
  const hasRepo = repo.trim() !== "";

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsAsked(true);
    if (!hasLog || !hasRepo) return;
    const request: SimulateRequest = {
      repo: repo.trim(),
      logs: log.text,
      ...(branch.trim() !== "" && { branch: branch.trim() }),
      ...(commitMessage.trim() !== "" && { commit_message: commitMessage }),
    };
    if (isCreate(event.nativeEvent)) return simulate.mutate(request);
    setWish(wish + 1);
    onPreview({ key: `own log ${wishes} ${wish}`, title: repo.trim(), request });
  };
  return (
    <Panel title="Your own log">
      <form className={classes.form} onSubmit={submit} noValidate>
        <LogField log={log} onChange={setLog} error={isAsked && !hasLog ? "Paste a log, or give a file." : undefined} />
        <div className={classes.fields}>
          <TextInput
            label="Repository"
            description="owner/name or a Git address"
            placeholder="acme/shop"
            value={repo}
            onChange={(event) => setRepo(event.currentTarget.value)}
            error={isAsked && !hasRepo ? "Say which repository it is." : undefined}
            maxLength={1000}
            required
            withAsterisk={false}
          />
          <TextInput
            label="Branch"
            description="where it failed"
            placeholder="main"
            value={branch}
            onChange={(event) => setBranch(event.currentTarget.value)}
            maxLength={255}
          />
          <TextInput
            label="Commit message"
            description="may say what changed"
            value={commitMessage}
            onChange={(event) => setCommitMessage(event.currentTarget.value)}
            maxLength={10_000}
          />
        </div>
        <div className={classes.actions}>
          <Button type="submit" variant="filled">
            Preview
          </Button>
          <Button type="submit" value={CREATE} loading={simulate.isPending}>
            Create the incident
          </Button>
        </div>
        {simulate.isError && <ProblemNote problem={simulate.error} />}
      </form>
    </Panel>
  );
}

function isCreate(event: Event): boolean {
  return (
    event instanceof SubmitEvent && event.submitter instanceof HTMLButtonElement && event.submitter.value === CREATE
  );
}
