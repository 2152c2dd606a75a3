import { LOG_LINES_MAX } from "@pipewright/contract/log";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { copyText } from "../../lib/copy-text.ts";
import type { LineRange } from "../../lib/line-range.ts";
import { splitStamp } from "../../lib/log-line.ts";
import { logLinesQuery } from "../../lib/log-query.ts";
import { plainText, styledOutput } from "../../lib/styled-text.ts";

/** More are better downloaded. */
export const COPIED_MAX_LINES = 20_000;

/** Copies lines of a log without their numbers and colour codes, and without their times unless those are shown. */
export function useCopyLines(id: string, showsTimes: boolean) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ first, last }: LineRange) => {
      const lines: string[] = [];
      for (let from = first; from <= last; from += LOG_LINES_MAX) {
        const count = Math.min(LOG_LINES_MAX, last - from + 1);
        const page = await queryClient.fetchQuery(logLinesQuery(id, from, count));
        lines.push(...page.lines.map(({ text }) => plainText(styledOutput(showsTimes ? text : splitStamp(text).text))));
      }
      if (!(await copyText(`${lines.join("\n")}\n`))) throw new Error("The browser does not let this page copy.");
      return lines.length;
    },
  });
}
