import type { DoctorId, DoctorReport, Finding } from "@pipewright/contract/doctor";
import type { RunLimits } from "@pipewright/contract/run-limits";
import type { RouteHandlers } from "./route-handlers.ts";

export interface DoctorDeps {
  doctor: {
    examine(): Promise<Finding[]>;
    test(id: DoctorId): Promise<Finding>;
  };
  /** What one approved command may use. */
  limits: RunLimits;
  /** Where people and GitHub reach the server, when that is known. */
  publicUrl: string | undefined;
}

/** What is connected, and what to do about the rest. */
export function doctorRoutes({ doctor, limits, publicUrl }: DoctorDeps): RouteHandlers<"getDoctor" | "testDoctor"> {
  const webhookUrl = publicUrl && new URL("/api/webhook/github", publicUrl).href;
  return {
    async getDoctor(_input, response) {
      const findings = await doctor.examine();
      response.json({ findings, limits, ...(webhookUrl && { webhookUrl }) } satisfies DoctorReport);
    },

    async testDoctor({ params }, response) {
      response.json((await doctor.test(params.id)) satisfies Finding);
    },
  };
}
