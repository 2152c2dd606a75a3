import { useEffect } from "react";
import { useLocation, useNavigationType } from "react-router";

/** A page that was gone to starts at its top; one that was gone back to stays where the browser puts it. */
export function useScrollToTop(): void {
  const { pathname } = useLocation();
  const navigation = useNavigationType();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is the reason to scroll
  useEffect(() => {
    if (navigation !== "POP") window.scrollTo(0, 0);
  }, [pathname]);
}
