import type { Shape } from "./shape.ts";

/** Haskell: GHC, bare or behind the package's name as Stack prints it. */
export const HASKELL_SHAPES: readonly Shape[] = [
  {
    id: "ghc-compile",
    reason: "compiler error",
    role: "cause",
    weight: 0.94,
    needs: ["hs:"],
    start: /^(?:[\w.-]{1,80} *> )?\S{1,300}\.l?hs:(?:\d+:\d+(?:-\d+)?|\(\d+,\d+\)-\(\d+,\d+\)): error:/,
    continues: /^(?:[\w.-]{1,80} *> )?(?:\s+\S|\d+ \|)/,
    mergeWithin: 2,
  },
];
