import { z } from "zod";

/** What one approved command may use. Bytes, ms, whole processes; the embedded sandbox heeds the time alone. */
export const RunLimits = z.object({
  timeoutMs: z.int(),
  memoryBytes: z.int(),
  cpus: z.number(),
  pids: z.int(),
});
export type RunLimits = z.infer<typeof RunLimits>;
