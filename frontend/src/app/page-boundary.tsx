import type { ReactNode } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { useLocation } from "react-router";
import { ErrorFace } from "../components/error-face.tsx";

/** A page that cannot be shown says so, and leaves the rest of the console in reach. */
export function PageBoundary({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <ErrorBoundary
      resetKeys={[pathname]}
      fallbackRender={({ error }) => <ErrorFace problem={error} onRetry={() => window.location.reload()} />}
    >
      {children}
    </ErrorBoundary>
  );
}
