import type { Incident } from "@pipewright/contract/incident";
import { lazy, Suspense, useState } from "react";
import { LoadingFace } from "../../components/loading-face.tsx";
import { isRunning } from "./runs-of.ts";
import type { LiveOutput } from "./use-live-output.ts";

const ProofPanel = lazy(async () => ({ default: (await import("./proof-panel.tsx")).ProofPanel }));

interface Props {
  incident: Incident;
  output: LiveOutput;
}

/** The proof once there is one, and its code only then. A page opened with a proof waits for it as a whole, so that nothing jumps. */
export function ProofPlace({ incident, output }: Props) {
  const hasProof = isRunning(incident) || incident.execution !== undefined || incident.verification !== undefined;
  const [hadProof] = useState(hasProof);
  if (!hasProof) return null;
  const panel = <ProofPanel incident={incident} output={output} />;
  return hadProof ? panel : <Suspense fallback={<LoadingFace words="Preparing the run" />}>{panel}</Suspense>;
}
