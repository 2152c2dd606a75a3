import { Button, TextInput } from "@mantine/core";
import type { RiskTier } from "@pipewright/contract/risk";
import { type FormEvent, useState } from "react";
import { Dialog } from "../../components/dialog.tsx";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./answer-bar.module.css";

interface Props {
  tier: RiskTier;
  /** What has to be typed. */
  repo: string;
  verb: string;
  onClose: () => void;
  onConfirm: () => void;
}

/** For what is risky a yes is typed, not clicked. */
export function ConfirmDialog({ tier, repo, verb, onClose, onConfirm }: Props) {
  const [typed, setTyped] = useState("");
  const name = visibleText(repo).trim();
  const isRight = typed.trim() === name;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isRight) return;
    onClose();
    onConfirm();
  };
  return (
    <Dialog opened onClose={onClose} title={`The risk is ${tier}`}>
      <form onSubmit={submit} className={classes.dialog}>
        <TextInput
          label={`Type ${name} to approve this exact fix`}
          description="The name of the repository that it changes. Enter approves once it is right."
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          data-autofocus
        />
        <div className={classes.dialogButtons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={!isRight}>
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
