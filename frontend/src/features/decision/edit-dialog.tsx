import { Button, Checkbox, Textarea } from "@mantine/core";
import type { Fix } from "@pipewright/contract/fix";
import { type FormEvent, useState } from "react";
import { Dialog } from "../../components/dialog.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import classes from "./revise.module.css";
import type { useRevise } from "./use-revise.ts";

interface Props {
  revise: ReturnType<typeof useRevise>;
  fix: Fix;
  onClose: () => void;
}

/** The script or the patch, to be changed by hand; what comes of it is assessed and asked about anew. */
export function EditDialog({ revise, fix, onClose }: Props) {
  const kind = fix.patch === undefined ? "script" : "patch";
  const before = fix[kind] ?? "";
  const [content, setContent] = useState(before);
  const [network, setNetwork] = useState(fix.network);
  const hasChanged = content.trim() !== "" && (content !== before || network !== fix.network);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!hasChanged) return;
    const request = kind === "script" ? { script: content, network } : { patch: content };
    revise.mutate(request, { onSuccess: onClose });
  };
  return (
    <Dialog opened onClose={onClose} title={`Edit the ${kind}`} isWide>
      <form onSubmit={submit} className={classes.dialog}>
        <Textarea
          label={kind === "script" ? "Script" : "Patch"}
          description="Takes the place of the fix that is shown. It gets a risk of its own and waits for an answer; nothing is run yet."
          classNames={{ input: classes.code }}
          value={content}
          onChange={(event) => setContent(event.currentTarget.value)}
          rows={14}
          spellCheck={false}
          autoCapitalize="off"
          data-autofocus
        />
        {kind === "script" && (
          <Checkbox
            label="It needs the network"
            checked={network}
            onChange={(event) => setNetwork(event.currentTarget.checked)}
          />
        )}
        {revise.isError && <ProblemNote problem={revise.error} />}
        <div className={classes.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={!hasChanged} loading={revise.isPending}>
            Propose this {kind}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
