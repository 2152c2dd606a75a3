import { type DoctorId, Finding } from "@pipewright/contract/doctor";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { postJson } from "../../lib/api-client.ts";
import { doctorQuery } from "../../lib/doctor-query.ts";

/** Has one part looked at anew, and puts what was found in the place of what was known. */
export function useTestPart() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: DoctorId) => postJson(`/api/dashboard/doctor/${id}/test`, {}, Finding),
    onSuccess: (found) =>
      queryClient.setQueryData(doctorQuery.queryKey, (report) =>
        report ? { ...report, findings: report.findings.map((each) => (each.id === found.id ? found : each)) } : report,
      ),
  });
}
