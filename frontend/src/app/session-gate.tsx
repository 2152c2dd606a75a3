import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { ErrorFace } from "../components/error-face.tsx";
import { LoadingFace } from "../components/loading-face.tsx";
import { sessionQuery } from "../lib/session-query.ts";
import { LiveProvider } from "./live-provider.tsx";
import { Pages } from "./pages.tsx";
import { Shell } from "./shell.tsx";

const RETRY_MS = 5_000;

const SignInPage = lazy(() =>
  import("../features/session/sign-in-page.tsx").then((module) => ({ default: module.SignInPage })),
);

/** The console for who is signed in, the sign-in page for who is not. */
export function SessionGate({ linkToken }: { linkToken: string | undefined }) {
  const session = useQuery({
    ...sessionQuery,
    refetchInterval: (query) => (query.state.status === "error" ? RETRY_MS : false),
  });

  if (!session.data) {
    if (session.isError) return <ErrorFace problem={session.error} onRetry={() => void session.refetch()} />;
    return <LoadingFace words="Asking the server who you are" />;
  }
  if (!session.data.signedIn) {
    return (
      <Suspense fallback={<LoadingFace words="Loading the sign-in page" />}>
        <SignInPage linkToken={linkToken} />
      </Suspense>
    );
  }
  return (
    <LiveProvider>
      <Shell signedInAs={session.data.by}>
        <Pages />
      </Shell>
    </LiveProvider>
  );
}
