import { lazy, Suspense } from "react";
import { Route, Routes } from "react-router";
import { LoadingFace } from "../components/loading-face.tsx";
import { once } from "../lib/once.ts";
import { NotFoundPage } from "./not-found-page.tsx";
import { PageBoundary } from "./page-boundary.tsx";

// Once each: React shows what is loaded already at once, but only where it meets the very same promise.
const loadApprovalsPage = once(async () => ({
  default: (await import("../features/approvals/approvals-page.tsx")).ApprovalsPage,
}));
const loadIncidentsPage = once(async () => ({
  default: (await import("../features/incidents/incidents-page.tsx")).IncidentsPage,
}));
const loadDecisionPage = once(async () => ({
  default: (await import("../features/decision/decision-page.tsx")).DecisionPage,
}));
const loadLogPage = once(async () => ({ default: (await import("../features/log/log-page.tsx")).LogPage }));
const loadSettingsPage = once(async () => ({
  default: (await import("../features/settings/settings-page.tsx")).SettingsPage,
}));
const loadSimulatePage = once(async () => ({
  default: (await import("../features/simulate/simulate-page.tsx")).SimulatePage,
}));

const ApprovalsPage = lazy(loadApprovalsPage);
const IncidentsPage = lazy(loadIncidentsPage);
const DecisionPage = lazy(loadDecisionPage);
const LogPage = lazy(loadLogPage);
const SettingsPage = lazy(loadSettingsPage);
const SimulatePage = lazy(loadSimulatePage);
const SignInPanel = lazy(async () => ({
  default: (await import("../features/session/sign-in-panel.tsx")).SignInPanel,
}));
const SetUp = lazy(async () => ({ default: (await import("../features/first-run/set-up.tsx")).SetUp }));

/** Loads the code of the page at this address; worth doing while the session is still asked for. */
export function preloadPage(pathname: string): void {
  for (const load of loadersOf(pathname)) {
    void load().catch(() => {
      // The page itself asks again, and says so when it cannot be had.
    });
  }
}

function loadersOf(pathname: string): (() => Promise<unknown>)[] {
  if (/^\/events\/[^/]+\/log$/.test(pathname)) return [loadLogPage];
  if (pathname.startsWith("/events/")) return [loadDecisionPage];
  if (pathname === "/approvals" || pathname.startsWith("/approvals/")) return [loadApprovalsPage, loadDecisionPage];
  if (pathname === "/simulate") return [loadSimulatePage];
  if (pathname === "/settings") return [loadSettingsPage];
  return [loadIncidentsPage];
}

export function Pages() {
  return (
    <PageBoundary>
      <Suspense fallback={<LoadingFace words="Loading the page" />}>
        <Routes>
          <Route path="/" element={<IncidentsPage SetUp={SetUp} />} />
          <Route path="/events/:id" element={<DecisionPage />} />
          <Route path="/events/:id/log" element={<LogPage />} />
          <Route path="/approvals/:id?" element={<ApprovalsPage Decision={DecisionPage} />} />
          <Route path="/simulate" element={<SimulatePage />} />
          <Route path="/settings" element={<SettingsPage signIn={<SignInPanel />} />} />
          <Route path="*" element={<NotFoundPage />} />
        </Routes>
      </Suspense>
    </PageBoundary>
  );
}
