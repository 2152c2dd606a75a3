import { Button } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { CopyBlock } from "../../components/copy-block.tsx";
import classes from "./keys-panel.module.css";

interface Props {
  /** The fields. */
  children: ReactNode;
  /** What the button says. */
  verb: string;
  isPending: boolean;
  onSubmit: () => void;
  /** What was made last: what to do with it, and the secret with a name for it. */
  made: { words: ReactNode; label: string; text: string } | undefined;
}

/** Makes something whose secret is shown this once. */
export function SecretForm({ children, verb, isPending, onSubmit, made }: Props) {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <div className={classes.fields}>
        {children}
        <Button type="submit" loading={isPending}>
          {verb}
        </Button>
      </div>
      {made && (
        <div role="status" className={classes.made}>
          <p>{made.words}</p>
          <CopyBlock label={made.label} text={made.text} />
        </div>
      )}
    </form>
  );
}
