import { ApprovalAnswered } from "@pipewright/contract/approvals";
import type { Incident } from "@pipewright/contract/incident";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { postJson } from "../../lib/api-client.ts";
import { ApiProblem, problemMessage } from "../../lib/api-problem.ts";
import { conflictWords } from "../../lib/approval-words.ts";
import { incidentQuery } from "../../lib/incident-query.ts";

export type Answer = { kind: "approve"; digest: string } | { kind: "reject"; digest: string; reason: string };

/** Sends a person's answer to the question that was shown, and loads the incident as it stands then. */
export function useAnswer(incident: Incident) {
  const queryClient = useQueryClient();
  const query = incidentQuery(incident.id);
  const approvalId = incident.approval?.id ?? "";

  return useMutation({
    mutationFn: async (answer: Answer) => {
      try {
        return await send(approvalId, answer);
      } catch (thrown) {
        const now = await queryClient.fetchQuery({ ...query, staleTime: 0 }).catch(() => undefined);
        throw explained(thrown, now, answer);
      }
    },
    onSuccess: ({ approval }) => {
      queryClient.setQueryData(query.queryKey, (known) => known && { ...known, approval });
      return queryClient.invalidateQueries({ queryKey: query.queryKey });
    },
  });
}

function send(approvalId: string, answer: Answer): Promise<ApprovalAnswered> {
  const path = `/api/approvals/${encodeURIComponent(approvalId)}/${answer.kind}`;
  const body = answer.kind === "approve" ? { digest: answer.digest } : { reason: answer.reason };
  return postJson(path, body, ApprovalAnswered);
}

/** A conflict in the words of how things stand now; any other problem as it is. */
function explained(thrown: unknown, now: Incident | undefined, answer: Answer): unknown {
  if (!(thrown instanceof ApiProblem) || thrown.status !== 409) return thrown;
  const words = conflictWords(now?.approval, answer.digest, problemMessage(thrown), Date.now());
  return new ApiProblem(thrown.code, thrown.status, words, { cause: thrown });
}
