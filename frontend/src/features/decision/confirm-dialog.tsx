import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Dialog } from "../../components/dialog.tsx";
import classes from "./answer-bar.module.css";

interface Props {
  opened: boolean;
  /** What has to be typed: the tier of the risk. */
  word: string;
  verb: string;
  onClose: () => void;
  onConfirm: () => void;
}

/** For what is risky a yes is typed, not clicked. */
export function ConfirmDialog({ opened, word, verb, onClose, onConfirm }: Props) {
  const [typed, setTyped] = useState("");
  const isRight = typed.trim().toLowerCase() === word;

  const close = (): void => {
    setTyped("");
    onClose();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isRight) return;
    close();
    onConfirm();
  };
  return (
    <Dialog opened={opened} onClose={close} title={`The risk is ${word}`}>
      <form onSubmit={submit} className={classes.dialog}>
        <TextInput
          label={`Type ${word} to approve this exact fix`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          data-autofocus
        />
        <div className={classes.dialogButtons}>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={!isRight}>
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
