import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Dialog } from "../../components/dialog.tsx";
import classes from "./answer-bar.module.css";

const REASON_MAX_CHARACTERS = 2_000;

interface Props {
  onClose: () => void;
  onReject: (reason: string) => void;
}

/** A no comes with its reason. */
export function RejectDialog({ onClose, onReject }: Props) {
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const given = reason.trim();
    setIsMissing(given === "");
    if (given === "") return;
    onClose();
    onReject(given);
  };
  return (
    <Dialog opened onClose={onClose} title="Reject this fix">
      <form onSubmit={submit} className={classes.dialog}>
        <Textarea
          label="Reason"
          description="Kept on the timeline, for whoever comes next. Nothing is run."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={isMissing ? "Say why, in a few words." : undefined}
          maxLength={REASON_MAX_CHARACTERS}
          rows={3}
          withAsterisk={false}
          data-autofocus
        />
        <div className={classes.dialogButtons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled">
            Reject fix
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
