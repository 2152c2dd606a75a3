import { Button, Checkbox, Skeleton } from "@mantine/core";
import type { Fix } from "@pipewright/contract/fix";
import { type FormEvent, lazy, Suspense, useDeferredValue, useId, useState } from "react";
import { Dialog } from "../../components/dialog.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import classes from "./revise.module.css";
import { RevisionChanges } from "./revision-changes.tsx";
import type { useRevise } from "./use-revise.ts";

const CodeEditor = lazy(async () => ({ default: (await import("../../components/code-editor.tsx")).CodeEditor }));

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
  const compared = useDeferredValue(content);
  const helpId = useId();
  const hasChanged = content.trim() !== "" && (content !== before || network !== fix.network);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!hasChanged) return;
    const request = kind === "script" ? { script: content, network } : { patch: content };
    revise.mutate(request, { onSuccess: onClose });
  };
  return (
    <Dialog opened onClose={onClose} title={`Edit the ${kind}`} isWide keepsWork={hasChanged}>
      <form onSubmit={submit} className={classes.dialog}>
        <p>
          Takes the place of the fix that is shown. It gets a risk of its own and waits for an answer; nothing is run
          yet.
        </p>
        <div className={classes.editor}>
          <Suspense fallback={<Skeleton className={classes.waiting ?? ""} aria-label="Loading the editor" />}>
            <CodeEditor
              label={kind === "script" ? "Script" : "Patch"}
              describedBy={helpId}
              kind={kind}
              initial={before}
              onChange={setContent}
            />
          </Suspense>
          <p id={helpId} className={classes.help}>
            Tab writes a tab. To leave the editor by keyboard, press Esc and then Tab. Ctrl+Z takes back.
          </p>
        </div>
        {before !== "" && content !== before && (
          <RevisionChanges since={fix.revision} older={fix} newer={{ [kind]: compared }} />
        )}
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
