import { useCallback, useLayoutEffect, useMemo, useRef } from "react";
import { useSearchParams } from "react-router";
import { type LineRange, readLineRange, writeLineRange } from "../../lib/line-range.ts";

export interface LogAddress {
  /** The lines that the address points to. */
  selected: LineRange | undefined;
  searched: string;
  showsTimes: boolean;
  select(range: LineRange): void;
  search(text: string): void;
  toggleTimes(): void;
}

/** What a person may want to share of a log page: lines, search, times. It stays in the address, without steps to go back. */
export function useLogAddress(): LogAddress {
  const [address, setAddress] = useSearchParams();
  // The router's function knows the address of its own render only; a hit may come in later.
  const latest = useRef(setAddress);
  useLayoutEffect(() => {
    latest.current = setAddress;
  }, [setAddress]);
  const change = useCallback((entries: Record<string, string>) => {
    latest.current((before) => changed(before, entries), { replace: true, preventScrollReset: true });
  }, []);
  const select = useCallback(
    (range: LineRange) => {
      const [name, value] = writeLineRange(range);
      change({ line: "", lines: "", [name]: value });
    },
    [change],
  );
  return useMemo(() => {
    const showsTimes = address.get("times") === "1";
    return {
      selected: readLineRange(address),
      searched: address.get("q") ?? "",
      showsTimes,
      select,
      search: (text) => change({ q: text }),
      toggleTimes: () => change({ times: showsTimes ? "" : "1" }),
    };
  }, [address, select, change]);
}

/** The address with these values; an empty one goes. */
function changed(before: URLSearchParams, entries: Record<string, string>): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [name, value] of Object.entries(entries)) {
    if (value === "") after.delete(name);
    else after.set(name, value);
  }
  return after;
}
