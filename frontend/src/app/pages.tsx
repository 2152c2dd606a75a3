import { lazy, Suspense } from "react";
import { Route, Routes } from "react-router";
import { LoadingFace } from "../components/loading-face.tsx";
import { NotFoundPage } from "./not-found-page.tsx";

const loadApprovalsPage = () => import("../features/approvals/approvals-page.tsx");
const loadIncidentsPage = () => import("../features/incidents/incidents-page.tsx");
const loadDecisionPage = () => import("../features/decision/decision-page.tsx");
const loadLogPage = () => import("../features/log/log-page.tsx");
const loadSettingsPage = () => import("../features/settings/settings-page.tsx");
const loadSimulatePage = () => import("../features/simulate/simulate-page.tsx");

const ApprovalsPage = lazy(async () => ({ default: (await loadApprovalsPage()).ApprovalsPage }));
const IncidentsPage = lazy(async () => ({ default: (await loadIncidentsPage()).IncidentsPage }));
const DecisionPage = lazy(async () => ({ default: (await loadDecisionPage()).DecisionPage }));
const LogPage = lazy(async () => ({ default: (await loadLogPage()).LogPage }));
const SettingsPage = lazy(async () => ({ default: (await loadSettingsPage()).SettingsPage }));
const SignInPanel = lazy(async () => ({
  default: (await import("../features/session/sign-in-panel.tsx")).SignInPanel,
}));
const SetUp = lazy(async () => ({ default: (await import("../features/first-run/set-up.tsx")).SetUp }));
const SimulatePage = lazy(async () => ({ default: (await loadSimulatePage()).SimulatePage }));

/** Loads the code of the page at this address; worth doing while the session is still asked for. */
export function preloadPage(pathname: string): void {
  void loaderOf(pathname)().catch(() => {
    // The page itself asks again, and says so when it cannot be had.
  });
}

function loaderOf(pathname: string): () => Promise<unknown> {
  if (/^\/events\/[^/]+\/log$/.test(pathname)) return loadLogPage;
  if (pathname.startsWith("/events/")) return loadDecisionPage;
  if (pathname === "/approvals" || pathname.startsWith("/approvals/")) return loadApprovalsPage;
  if (pathname === "/simulate") return loadSimulatePage;
  if (pathname === "/settings") return loadSettingsPage;
  return loadIncidentsPage;
}

export function Pages() {
  return (
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
  );
}
