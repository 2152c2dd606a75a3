import { lazy, Suspense } from "react";
import { Route, Routes } from "react-router";
import { LoadingFace } from "../components/loading-face.tsx";
import { NotFoundPage } from "./not-found-page.tsx";

const IncidentsPage = lazy(() =>
  import("../features/incidents/incidents-page.tsx").then((module) => ({ default: module.IncidentsPage })),
);
const DecisionPage = lazy(() =>
  import("../features/decision/decision-page.tsx").then((module) => ({ default: module.DecisionPage })),
);

export function Pages() {
  return (
    <Suspense fallback={<LoadingFace words="Loading the page" />}>
      <Routes>
        <Route path="/" element={<IncidentsPage />} />
        <Route path="/events/:id" element={<DecisionPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </Suspense>
  );
}
