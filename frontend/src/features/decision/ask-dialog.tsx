import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Dialog } from "../../components/dialog.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import classes from "./revise.module.css";
import type { useRevise } from "./use-revise.ts";

const HINT_MAX_CHARACTERS = 2_000;

interface Props {
  revise: ReturnType<typeof useRevise>;
  onClose: () => void;
}

/** Another fix is asked for with a wish that it should heed. */
export function AskDialog({ revise, onClose }: Props) {
  const [hint, setHint] = useState("");
  const [isMissing, setIsMissing] = useState(false);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const given = hint.trim();
    setIsMissing(given === "");
    if (given !== "") revise.mutate({ hint: given }, { onSuccess: onClose });
  };
  return (
    <Dialog opened onClose={onClose} title="Ask for another fix">
      <form onSubmit={submit} className={classes.dialog}>
        <Textarea
          label="What should be different?"
          description="Given to the model as your wish. Without a model the next-best rule answers. Nothing is run."
          value={hint}
          onChange={(event) => setHint(event.currentTarget.value)}
          error={isMissing ? "Say what should be different, in a few words." : undefined}
          maxLength={HINT_MAX_CHARACTERS}
          rows={3}
          withAsterisk={false}
          data-autofocus
        />
        {revise.isError && <ProblemNote problem={revise.error} />}
        <div className={classes.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={revise.isPending}>
            Ask for it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
