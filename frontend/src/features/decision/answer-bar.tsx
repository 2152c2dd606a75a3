import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Fix } from "@pipewright/contract/fix";
import type { Incident } from "@pipewright/contract/incident";
import { lazy, Suspense, useState } from "react";
import { DialogComing } from "../../components/dialog-coming.tsx";
import { KeyHint } from "../../components/key-hint.tsx";
import { problemMessage } from "../../lib/api-problem.ts";
import { approveWords, countWords, needsTypedConfirmation } from "../../lib/approval-words.ts";
import { useKey } from "../../lib/use-key.ts";
import { useRole } from "../../lib/use-role.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./answer-bar.module.css";
import { PlanLine } from "./plan-line.tsx";
import { type Answer, useAnswer } from "./use-answer.ts";

const ConfirmDialog = lazy(async () => ({ default: (await import("./confirm-dialog.tsx")).ConfirmDialog }));
const RejectDialog = lazy(async () => ({ default: (await import("./reject-dialog.tsx")).RejectDialog }));

/** The answer, always in reach while one is asked for; and why an answer did not count. */
export function AnswerBar({ incident, onAnswered }: { incident: Incident; onAnswered: () => void }) {
  const answer = useAnswer(incident);
  const role = useRole();
  const { fix, approval } = incident;
  const isAsked = incident.status === "awaiting_approval" && approval?.status === "pending";
  if (!isAsked && !answer.isError) return null;
  return (
    <section className={classes.bar} aria-label="Your answer">
      {answer.isError && (
        <div className={classes.problem}>
          <p role="alert">{problemMessage(answer.error)}</p>
          <Button onClick={answer.reset}>Dismiss</Button>
        </div>
      )}
      {isAsked && role === "viewer" && (
        <p className={classes.count}>You read here; it waits for somebody who may approve.</p>
      )}
      {isAsked && fix && role !== "viewer" && (
        <Answers
          incident={incident}
          fix={fix}
          isPending={answer.isPending}
          onAnswer={(given) => answer.mutate(given, { onSuccess: onAnswered })}
        />
      )}
    </section>
  );
}

interface AnswersProps {
  incident: Incident;
  fix: Fix;
  isPending: boolean;
  onAnswer: (answer: Answer) => void;
}

function Answers({ incident, fix, isPending, onAnswer }: AnswersProps) {
  const [seen, setSeen] = useState(fix.digest);
  const [isConfirming, confirm] = useDisclosure(false);
  const [isRejecting, reject] = useDisclosure(false);
  const hasChanged = fix.digest !== seen;
  const isOpen = !hasChanged && !isPending && !isConfirming && !isRejecting;
  /** Another question is on its way to the screen: what is pressed now is not meant for this one. */
  const isLeft = (): boolean => !window.location.pathname.includes(incident.id);
  const approvals = incident.approval && countWords(incident.approval);

  const approve = (): void => {
    if (isLeft()) return;
    if (needsTypedConfirmation(fix, incident.risk)) confirm.open();
    else onAnswer({ kind: "approve", digest: seen });
  };
  const openReject = (): void => {
    if (!isLeft()) reject.open();
  };
  useKey("a", approve, isOpen);
  useKey("r", openReject, isOpen);

  if (hasChanged) return <ChangedFix revision={fix.revision} onSeen={() => setSeen(fix.digest)} />;
  return (
    <>
      <div className={classes.buttons}>
        <Button
          variant="filled"
          rightSection={<KeyHint>a</KeyHint>}
          aria-keyshortcuts="a"
          title={`${approveWords(fix.kind)} (a)`}
          loading={isPending}
          onClick={approve}
        >
          {approveWords(fix.kind)}
        </Button>
        <Button
          rightSection={<KeyHint>r</KeyHint>}
          aria-keyshortcuts="r"
          title="Reject (r)"
          disabled={isPending}
          onClick={openReject}
        >
          Reject
        </Button>
      </div>
      <PlanLine fix={fix} />
      {approvals !== undefined && <p className={classes.count}>{visibleText(approvals)}</p>}
      <Suspense fallback={<DialogComing />}>
        {isConfirming && incident.risk && (
          <ConfirmDialog
            tier={incident.risk.tier}
            repo={incident.repo}
            verb={approveWords(fix.kind)}
            onClose={confirm.close}
            onConfirm={() => onAnswer({ kind: "approve", digest: seen })}
          />
        )}
        {isRejecting && (
          <RejectDialog
            onClose={reject.close}
            onReject={(reason) => onAnswer({ kind: "reject", digest: seen, reason })}
          />
        )}
      </Suspense>
    </>
  );
}

function ChangedFix({ revision, onSeen }: { revision: number; onSeen: () => void }) {
  return (
    <>
      <p role="alert" className={classes.changed}>
        This fix has changed since you opened it. Look at revision {revision} before you answer.
      </p>
      <Button onClick={onSeen}>I have looked at it</Button>
    </>
  );
}
