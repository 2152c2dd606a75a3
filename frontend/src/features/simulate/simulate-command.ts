import type { useSimulate } from "../../lib/use-simulate.ts";

/** The page's one way to create an incident; every button of the page shows whether it is under way. */
export type SimulateCommand = ReturnType<typeof useSimulate>;
