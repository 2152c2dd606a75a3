import { useSearchParams } from "react-router";

export const SOURCES = ["examples", "log", "chat"] as const;
/** Where the failure comes from. */
export type Source = (typeof SOURCES)[number];

export interface SimulateAddress {
  source: Source;
  /** The example that is previewed. */
  scenarioId: string | undefined;
  previewScenario(id: string): void;
}

/** Where `source` has its place on the page: `/simulate?from=log`. */
export function sourceAddress(source: Source): string {
  return source === "examples" ? "/simulate" : `/simulate?from=${source}`;
}

/** What the page shows, as its address says: `/simulate?scenario=shell-crlf`. What it does not understand it ignores. */
export function useSimulateAddress(): SimulateAddress {
  const [params, setParams] = useSearchParams();
  const from = params.get("from");
  const source = SOURCES.find((known) => known === from) ?? "examples";
  return {
    source,
    scenarioId: source === "examples" ? (params.get("scenario") ?? undefined) : undefined,
    previewScenario: (scenario) =>
      setParams({ scenario }, { replace: params.has("scenario"), preventScrollReset: true }),
  };
}
