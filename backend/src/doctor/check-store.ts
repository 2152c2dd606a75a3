import { errorMessage } from "@pipewright/contract/errors";
import type { HealthPart } from "@pipewright/contract/health";

export type StoreKind = "embedded" | "mongodb";

const BETTER_CHOICE = {
  advice: "Set MONGODB_URL to use a MongoDB of yours, for instance to run several processes.",
  snippet: "MONGODB_URL=mongodb://USER:PASSWORD@HOST:27017/?replicaSet=rs0",
};

const WHAT_TO_DO: Record<StoreKind, string> = {
  embedded: "Look at the server's log, at the space on the disk, and at PIPEWRIGHT_DATA.",
  mongodb: "Check MONGODB_URL and the server it names.",
};

/** Whether the store answers before the signal. `reach` asks it, and may say where it is. */
export async function checkStore(
  kind: StoreKind,
  reach: () => Promise<string | undefined>,
  signal: AbortSignal,
): Promise<HealthPart> {
  try {
    const where = await Promise.race([reach(), rejectOn(signal)]);
    const message = `${kind === "embedded" ? "The embedded store" : "MongoDB"} answers${where ? ` (${where})` : ""}`;
    return { status: "ok", kind, message, ...(kind === "embedded" && BETTER_CHOICE) };
  } catch (error) {
    return { status: "down", kind, message: errorMessage(error), advice: WHAT_TO_DO[kind] };
  }
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("It does not answer in time")), { once: true });
  });
}
