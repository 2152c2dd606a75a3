import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { BrowserRouter } from "react-router";
import { createQueryClient } from "./query-client.ts";
import { SessionGate } from "./session-gate.tsx";
import { theme } from "./theme.ts";

interface Props {
  /** The token of the sign-in link that this page was opened with. */
  linkToken: string | undefined;
}

export function App({ linkToken }: Props) {
  const [queryClient] = useState(createQueryClient);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <BrowserRouter>
          <SessionGate linkToken={linkToken} />
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  );
}
