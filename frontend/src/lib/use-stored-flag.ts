import { useState } from "react";

/** Something this browser remembers for good, once it is raised. Where it may not remember, it holds until the page is left. */
export function useStoredFlag(name: string): [isRaised: boolean, raise: () => void] {
  const [isRaised, setIsRaised] = useState(() => read(name));
  const raise = () => {
    setIsRaised(true);
    keep(name);
  };
  return [isRaised, raise];
}

function read(name: string): boolean {
  try {
    return window.localStorage.getItem(name) !== null;
  } catch {
    return false;
  }
}

function keep(name: string): void {
  try {
    window.localStorage.setItem(name, "yes");
  } catch {
    // A browser that keeps nothing is asked again next time.
  }
}
